using System.Text.Json;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>What each activity of an instance did: the counts on Studio's canvas, and the executions behind them.</summary>
internal static class ActivityExecutionEndpoints
{
    public static void MapElsaActivityExecutions(this IEndpointRouteBuilder elsa)
    {
        elsa.MapGet("/activity-executions/list", ListAsync);
        elsa.MapGet("/activity-execution-summaries/list", ListAsync);
        // Elsa 3.8 asks with ?id=, 3.7 with the id in the path.
        elsa.MapGet("/activity-executions/by-id", FindAsync);
        elsa.MapGet("/activity-executions/{id}", FindAsync);
        elsa.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
        elsa.MapPost("/activity-executions/report", ReportAsync);
    }

    private static async Task<JsonHttpResult<ElsaList<ExecutionRecord>>> ListAsync(string workflowInstanceId, string? activityNodeId, bool? completed, Instances runs, CancellationToken cancellationToken)
    {
        var (run, trace, _) = await runs.TraceAsync(workflowInstanceId, cancellationToken);
        var asked = trace.Executions.Where(e => (activityNodeId is null || e.NodeId == activityNodeId) && (completed is null || completed == e.CompletedAt.HasValue));
        return ElsaWire.Json(new ElsaList<ExecutionRecord>([.. asked.Select(e => ExecutionRecord.Of(run.Id, e))]));
    }

    private static async Task<Results<JsonHttpResult<ExecutionRecord>, NotFound>> FindAsync(string id, Instances runs, CancellationToken cancellationToken)
    {
        var (run, trace, _) = await runs.TraceAsync(InstanceTrace.RunOf(id), cancellationToken);
        return trace.Executions.FirstOrDefault(e => e.Id == id) is { } found ? ElsaWire.Json(ExecutionRecord.Of(run.Id, found)) : TypedResults.NotFound();
    }

    /// <summary>From the workflow down to the execution.</summary>
    private static async Task<Results<JsonHttpResult<CallStack>, NotFound>> CallStackAsync(string id, Instances runs, CancellationToken cancellationToken)
    {
        var (run, trace, _) = await runs.TraceAsync(InstanceTrace.RunOf(id), cancellationToken);
        var items = new List<ExecutionRecord>();
        for (var at = trace.Executions.FirstOrDefault(e => e.Id == id); at is not null; at = at.Parent)
            items.Insert(0, ExecutionRecord.Of(run.Id, at));
        return items.Count > 0 ? ElsaWire.Json(new CallStack(id, items, items.Count)) : TypedResults.NotFound();
    }

    /// <summary>Of an audience these are people, of an ordinary flow executions.</summary>
    private static async Task<JsonHttpResult<Report>> ReportAsync(ReportRequest request, Instances runs, RunFlows flows, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(request.WorkflowInstanceId, cancellationToken);
        var flow = await flows.GetAsync(run, cancellationToken);
        var stats = run.State.Counts.GroupBy(n => n.Activity).Select(g => Stats(InstanceTrace.NodeId(flow, g.Key), [.. g]));
        return ElsaWire.Json(new Report([.. stats.Where(s => request.ActivityNodeIds is null or [] || request.ActivityNodeIds.Contains(s.ActivityNodeId))]));
    }

    private static NodeStats Stats(string nodeId, IReadOnlyList<NodeState> visits)
    {
        var (entered, left, faulted) = (visits.Sum(v => v.Entered), visits.Sum(v => v.Outcomes.Values.Sum()), visits.Sum(v => v.Faulted));
        return new NodeStats(nodeId, nodeId[(nodeId.LastIndexOf(':') + 1)..], entered, left, entered - left, visits.Any(v => v.Waiting > 0), faulted > 0, faulted);
    }

    internal sealed record ReportRequest(string WorkflowInstanceId, IReadOnlyList<string>? ActivityNodeIds = null);

    internal sealed record Report(IReadOnlyList<NodeStats> Stats);

    internal sealed record NodeStats(string ActivityNodeId, string ActivityId, long StartedCount, long CompletedCount, long UncompletedCount, bool IsBlocked, bool IsFaulted, long AggregateFaultCount)
    {
        public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();
    }

    internal sealed record CallStack(string ActivityExecutionId, IReadOnlyList<ExecutionRecord> Items, long TotalCount);
}

/// <summary>One execution of one activity.</summary>
internal sealed record ExecutionRecord(string Id, string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, DateTimeOffset StartedAt, string Status, int CallStackDepth)
{
    public int ActivityTypeVersion { get; } = 1;
    public string? ActivityName { get; init; }
    public IReadOnlyDictionary<string, JsonElement?> ActivityState { get; init; } = new Dictionary<string, JsonElement?>();
    public Dictionary<string, object> Payload { get; init; } = [];
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; } = new Dictionary<string, JsonElement>();
    public IReadOnlyDictionary<string, JsonElement> Properties { get; } = new Dictionary<string, JsonElement>();
    public Dictionary<string, object> Metadata { get; init; } = [];
    public bool HasBookmarks { get; init; }
    public int AggregateFaultCount { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string? SchedulingActivityExecutionId { get; init; }
    public string? SchedulingActivityId { get; init; }
    public ExecutionFault? Exception { get; init; }

    public static ExecutionRecord Of(string run, InstanceTrace.Execution e) => new(e.Id, run, e.ActivityId, e.NodeId, e.Type, e.StartedAt, e.Status, e.Depth)
    {
        ActivityName = e.Name,
        ActivityState = e.Inputs,
        Payload = e.Outcomes.IsEmpty ? [] : new() { ["Outcomes"] = e.Outcomes },
        Metadata = e.Retries > 0 ? new() { ["HasRetryAttempts"] = true } : [],
        HasBookmarks = e is { IsWaiting: true, CompletedAt: null },
        AggregateFaultCount = e.Status == "Faulted" ? 1 : 0,
        CompletedAt = e.CompletedAt,
        SchedulingActivityExecutionId = e.Parent?.Id,
        SchedulingActivityId = e.Parent?.ActivityId,
        Exception = e.Message is { } message ? new ExecutionFault("Fault", message) : null,
    };
}

internal sealed record ExecutionFault(string Type, string Message);
