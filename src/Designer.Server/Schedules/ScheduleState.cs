using System.Collections.Immutable;

namespace Designer.Server.Schedules;

/// <summary>What is kept of a schedule: Quartz's RAM store forgets everything.</summary>
/// <param name="Since">Fire times up to this instant are dealt with: run, skipped or queued.</param>
public sealed record ScheduleState(DateTimeOffset Since)
{
    /// <summary>From where a Timer counts: when the schedule was first seen. Whole seconds, as Quartz keeps them. Null: of an earlier version of the product, which had no timers.</summary>
    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? LastFireTime { get; init; }
    public string? LastRunId { get; init; }

    /// <summary>Fire times that wait until the run before them is over.</summary>
    public ImmutableArray<DateTimeOffset> Queued { get; init; } = [];
}
