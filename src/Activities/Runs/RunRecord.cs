using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Running;

namespace Activities.Runs;

/// <summary>A run as it is stored: what it runs, how it began, and where it stands.</summary>
public sealed record RunRecord
{
    public const string ByRun = "run:";

    /// <summary>Dense and internal; <see cref="Id"/> is what the world sees.</summary>
    public long Number { get; init; }

    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string WorkflowName { get; init; }
    public int Version { get; init; }

    /// <summary>Names the snapshot of the definition that this run runs, whatever becomes of the flow.</summary>
    public required string Snapshot { get; init; }

    public RunMode Mode { get; init; }

    /// <summary>The trigger that fired; null: the one that the flow begins with.</summary>
    public string? Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>A person, a schedule, an event, or <see cref="ByRun"/> with a run's id.</summary>
    public string StartedBy { get; init; } = "";

    /// <summary>The run that started this one; null: somebody or something else did.</summary>
    public string? Parent => StartedBy.StartsWith(ByRun, StringComparison.Ordinal) ? StartedBy[ByRun.Length..] : null;

    /// <summary>"Everyone" are the contacts up to this id: who signs up later is not in this run.</summary>
    public long EveryoneUpTo { get; init; }

    /// <summary>The earliest instant for which something waits.</summary>
    public DateTimeOffset? Due { get; init; }

    public RunState State { get; init; } = new();

    /// <summary>By the variable's id.</summary>
    public ImmutableDictionary<string, JsonElement> Variables { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    public ImmutableDictionary<string, JsonElement> Inputs { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}

/// <summary>What a start asks for.</summary>
/// <param name="Run">State, number and snapshot are given by the store.</param>
/// <param name="Definition">The flow as Elsa JSON, kept once however many runs run it.</param>
/// <param name="IsAudience">False: an ordinary flow, which begins with one token whoever the contacts are.</param>
/// <param name="RequestKey">The same key never starts a second run: an Idempotency-Key, or (schedule, fire time).</param>
/// <param name="Contacts">Only these; null: everyone.</param>
public sealed record NewRun(RunRecord Run, string Definition, bool IsAudience, string? RequestKey = null, IReadOnlyList<long>? Contacts = null);

public sealed record RunFilter(string? DefinitionId = null, RunStatus? Status = null, int Offset = 0, int Limit = 100)
{
    /// <summary>Part of the flow's name, of who started the run or of its correlation id, whatever its case; or a run's id.</summary>
    public string? Text { get; init; }

    /// <summary>Only runs that began before this one: the next page costs the same however far back it lies. An id that nobody has finds nothing.</summary>
    public string? Before { get; init; }
}

public sealed record JournalLine(DateTimeOffset At, string EventName, string? ActivityId, string? ActivityType, string Message)
{
    /// <summary>Given by the store, ascending within a run.</summary>
    public long Sequence { get; init; }
}

/// <summary>A contact at an activity. State: queued, held (by a join), waiting, left, faulted, dropped.</summary>
public sealed record RunPlace(long Contact, string Activity, int Visit, string State, string? Outcome, string? Reason, DateTimeOffset? Until, DateTimeOffset At);

public sealed record RunPlaceFilter(string? Activity, string? Outcome, string? State, int Offset, int Limit);

public sealed record RunPlaces(IReadOnlyList<RunPlace> Items, long Total);
