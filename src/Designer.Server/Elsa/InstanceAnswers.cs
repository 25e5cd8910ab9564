using System.Text.Json;
using Activities.Runs;
using Designer.Server.Runs;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>A run as Elsa's interface shows an instance of a workflow.</summary>
internal static class InstanceAnswers
{
    public static Instance Summary(RunRecord run) => new(run.Id, run.DefinitionId, DefinitionVersions.Id(run.DefinitionId, run.Version), run.Version, run.State.Status, run.State.SubStatus, Incidents(run), run.StartedAt, UpdatedAt(run))
    {
        Name = run.State.Ordinary?.Name, CorrelationId = run.State.Ordinary?.CorrelationId, FinishedAt = run.FinishedAt,
    };

    public static Instance Of(RunRecord run, InstanceTrace trace, DateTimeOffset now) => Summary(run) with
    {
        UpdatedAt = run.FinishedAt ?? now,
        WorkflowState = State(run, trace, now),
        IsExecuting = run.State.SubStatus == RunSubStatus.Executing,
        IsSystem = false,
    };

    public static InstanceState State(RunRecord run, InstanceTrace trace, DateTimeOffset now) => new()
    {
        Id = run.Id,
        DefinitionId = run.DefinitionId,
        DefinitionVersionId = DefinitionVersions.Id(run.DefinitionId, run.Version),
        DefinitionVersion = run.Version,
        CorrelationId = run.State.Ordinary?.CorrelationId,
        Name = run.State.Ordinary?.Name,
        Status = run.State.Status,
        SubStatus = run.State.SubStatus,
        IsExecuting = run.State.SubStatus == RunSubStatus.Executing,
        Bookmarks = [.. Bookmarks(run, trace)],
        Incidents = [.. trace.Executions.Where(e => e is { Status: "Faulted", IsStep: true }).Select(e => new InstanceIncident(e.ActivityId, e.NodeId, e.Type, e.Message ?? "", e.CompletedAt ?? run.StartedAt))],
        ActivityExecutionContexts = [.. Contexts(run, trace)],
        ExecutionLogSequence = trace.Lines.Count,
        Input = run.Inputs,
        Output = run.State.Ordinary?.Outputs ?? [],
        CreatedAt = run.StartedAt,
        UpdatedAt = run.FinishedAt ?? now,
        FinishedAt = run.FinishedAt,
    };

    public static IEnumerable<InstanceVariable> Variables(RunRecord run, RunFlow flow) =>
        run.Variables.OrderBy(v => flow.VariableNames.GetValueOrDefault(v.Key, v.Key), StringComparer.Ordinal).Select(v => new InstanceVariable(v.Key, flow.VariableNames.GetValueOrDefault(v.Key, v.Key), v.Value));

    private static int Incidents(RunRecord run) => run.State.Ordinary?.Incidents.Length ?? run.State.Counts.Count(n => n.Faulted > 0);

    private static DateTimeOffset UpdatedAt(RunRecord run) => run.FinishedAt ?? run.StartedAt;

    /// <summary>Elsa keeps the contexts of what is still open, and the outermost with the variables.</summary>
    private static IEnumerable<InstanceContext> Contexts(RunRecord run, InstanceTrace trace) =>
        trace.Executions.Where(e => e.Parent is null || e.CompletedAt is null).Select(e => new InstanceContext(e.Id, e.Depth, e.NodeId, e.Status, e.StartedAt)
        {
            ParentContextId = e.Parent?.Id,
            OwnerActivityNodeId = e.Parent?.NodeId,
            Properties = e.Parent is null ? new Dictionary<string, object> { ["Variables"] = run.Variables } : [],
            FaultCount = e.Status == "Faulted" ? 1 : 0,
        });

    private static IEnumerable<InstanceBookmark> Bookmarks(RunRecord run, InstanceTrace trace) =>
        from execution in trace.Executions
        where execution is { IsWaiting: true, CompletedAt: null, IsStep: true } && !run.State.IsFinished
        select new InstanceBookmark($"{execution.Id}-wait", execution.Type, execution.ActivityId, execution.NodeId, execution.Id, execution.StartedAt);
}

/// <summary>A row of POST /workflow-instances; GET /workflow-instances/{id} has the state too.</summary>
internal sealed record Instance(string Id, string DefinitionId, string DefinitionVersionId, int Version, RunStatus Status, RunSubStatus SubStatus, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string? Name { get; init; }
    public string? CorrelationId { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public InstanceState? WorkflowState { get; init; }
    public bool? IsExecuting { get; init; }
    public bool? IsSystem { get; init; }
}

internal sealed record InstanceVariable(string Id, string Name, JsonElement Value);
