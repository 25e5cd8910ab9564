namespace Designer.Contracts.Schedules;

/// <summary>GET /api/schedules: one per trigger of a published flow.</summary>
public sealed record ScheduleRow(string DefinitionId, string WorkflowName, string ActivityId, string? Cron, string Zone, IReadOnlyList<DateTimeOffset> NextFireTimes, DateTimeOffset? LastFireTime, string? LastRunId, string MissedPolicy, string OverlapPolicy, string? Problem)
{
    /// <summary>Every so often; null with a Cron of null: once.</summary>
    public TimeSpan? Interval { get; init; }
}

/// <summary>POST /api/schedules/preview.</summary>
public sealed record SchedulePreviewRequest(string Cron, string Zone);

/// <param name="Problem">A sentence when the cron or zone is wrong or never fires; then Next is empty.</param>
public sealed record SchedulePreview(IReadOnlyList<DateTimeOffset> Next, string? Problem);
