using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>Elsa's names.</summary>
public enum StepStatus { Running, Completed, Canceled, Faulted }

/// <summary>One execution of one step: Elsa's activity execution context. Mutable, and only the engine changes it.</summary>
public sealed class StepContext
{
    internal StepContext(long id, PlanStep step, StepContext? parent, int visit) => (Id, Step, Parent, Visit) = (id, step, parent, visit);

    public long Id { get; }
    public PlanStep Step { get; }
    public StepContext? Parent { get; }

    /// <summary>The how many-th time it runs in this run.</summary>
    public int Visit { get; }

    public StepStatus Status { get; internal set; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempt { get; internal set; }

    /// <summary>Bookmarks hold it.</summary>
    public bool Waits { get; internal set; }

    /// <summary>It came by a connection that closes a loop.</summary>
    internal bool ByBackEdge { get; init; }

    /// <summary>Variables that it declares for itself and those inside.</summary>
    internal VariableScope? Variables { get; set; }

    /// <summary>Those inside that have not ended.</summary>
    internal SortedDictionary<long, StepContext>? Inside { get; private set; }

    /// <summary>Queued, and not begun yet, inside.</summary>
    internal int Queued { get; set; }

    /// <summary>A fault inside that keeps it from completing.</summary>
    internal bool HasFault { get; set; }

    /// <summary>A loop that was broken: what is queued inside is not begun.</summary>
    internal bool IsBroken { get; set; }

    internal FlowScope? Flow { get; set; }

    /// <summary>The position in a sequence, the round of a loop.</summary>
    internal int Position { get; set; }

    /// <summary>What a loop goes over.</summary>
    internal JsonElement[]? Items { get; set; }

    /// <summary>Where a For counts to, and by how much.</summary>
    internal ForRange? Range { get; set; }

    public bool IsRunning => Status == StepStatus.Running;

    internal bool IsBusy => Queued > 0 || Inside is { Count: > 0 };

    internal void Enter(StepContext child) => (Inside ??= []).Add(child.Id, child);
}

/// <summary>The bookkeeping of one flowchart: Elsa's FlowScope, by number.</summary>
internal sealed class FlowScope(int children, int edges)
{
    /// <summary>By place: how often it ran or was skipped.</summary>
    public int[] Ran { get; init; } = new int[children];

    /// <summary>By connection: how often it was visited, followed or not.</summary>
    public int[] Seen { get; init; } = new int[edges];

    /// <summary>By connection: its last visit was followed.</summary>
    public bool[] Followed { get; init; } = new bool[edges];

    /// <summary>By place: queued or running now.</summary>
    public int[] Active { get; init; } = new int[children];
}

internal sealed record ForRange(decimal Next, decimal End, decimal Step, bool Inclusive)
{
    public bool IsOver => Step > 0 ? (Inclusive ? Next > End : Next >= End) : Inclusive ? Next < End : Next <= End;
}

/// <summary>A step that waits its turn.</summary>
/// <param name="Owner">The container that scheduled it; null: the root.</param>
internal sealed record QueuedStep(PlanStep Step, StepContext? Owner, bool ByBackEdge, LoopTurn? Turn);

/// <summary>What a body sees as CurrentValue and CurrentIndex.</summary>
internal sealed record LoopTurn(JsonElement Value, int? Index);
