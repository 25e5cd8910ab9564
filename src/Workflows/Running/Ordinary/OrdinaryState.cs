using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>
/// An ordinary flow as it is stored with its run: only what still runs or waits, with its bookkeeping. What has ended is in the counts; a finished run
/// keeps its outputs and incidents. Steps are named by their number in the run's own snapshot of the flow.
/// </summary>
public sealed record OrdinaryState
{
    public long LastContext { get; init; }
    public long LastBookmark { get; init; }
    public int Steps { get; init; }

    /// <summary>Of the steps that were reached, in the plan's order. A list, not a dictionary: a commit must cost each step the same in a large flow.</summary>
    public ImmutableArray<NodeState> Counts { get; init; } = [];

    public ImmutableArray<ContextState> Contexts { get; init; } = [];
    public ImmutableArray<QueuedState> Queue { get; init; } = [];
    public ImmutableArray<Bookmark> Bookmarks { get; init; } = [];
    public ImmutableArray<Incident> Incidents { get; init; } = [];
    public string? Name { get; init; }
    public string? CorrelationId { get; init; }
    public ImmutableArray<string> Outcomes { get; init; } = [];
    public Dictionary<string, JsonElement>? Outputs { get; init; }
    public Dictionary<string, Dictionary<string, JsonElement>>? Results { get; init; }
    public JsonElement? LastResult { get; init; }

    /// <summary>Of a run that a fault has ended: where it stood, so that what failed can be tried again.</summary>
    public OrdinaryState? Standing { get; init; }
}

/// <param name="Step">Its number in the plan.</param>
public sealed record ContextState(long Id, int Step, int Visit)
{
    public long Parent { get; init; }
    public StepStatus Status { get; init; }
    public int Attempt { get; init; }
    public bool Waits { get; init; }
    public bool ByBackEdge { get; init; }
    public bool HasFault { get; init; }
    public bool IsBroken { get; init; }
    public int Position { get; init; }
    public Dictionary<string, JsonElement>? Variables { get; init; }
    public int[]? Ran { get; init; }
    public int[]? Seen { get; init; }
    public bool[]? Followed { get; init; }
    public JsonElement[]? Items { get; init; }
    public RangeState? Range { get; init; }
}

public sealed record RangeState(decimal Next, decimal End, decimal Step, bool Inclusive);

public sealed record QueuedState(int Step)
{
    public long Owner { get; init; }
    public bool ByBackEdge { get; init; }
    public JsonElement? Value { get; init; }
    public int? Index { get; init; }
}
