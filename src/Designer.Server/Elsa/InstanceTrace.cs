using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Designer.Server.Runs;
using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>
/// A run's journal told as Elsa tells it: each line belongs to one execution of one node, and executions have a beginning, an end and a parent. Our journal keeps the lines only, so
/// the executions are read out of their order; what an activity was given and gave is not kept for each of them.
/// </summary>
internal sealed class InstanceTrace
{
    public const string WorkflowId = "Workflow1";
    public const string WorkflowType = "Elsa.Workflow";

    private readonly RunRecord _run;
    private readonly RunFlow _flow;
    private readonly Dictionary<string, Execution> _latest = [];
    private readonly Execution? _ground;

    public InstanceTrace(RunRecord run, RunFlow flow, IReadOnlyList<JournalLine> lines)
    {
        (_run, _flow) = (run, flow);
        Workflow = new Execution(Id(0), WorkflowId, WorkflowId, WorkflowType, run.StartedAt, null, 0) { Name = run.WorkflowName };
        Executions.Add(Workflow);
        if (flow.Definition.Root is { Container: not null } root)
            Executions.Add(_ground = new Execution($"{run.Id}-ground", root.Id, $"{WorkflowId}:{root.Id}", root.Type, run.StartedAt, Workflow, 1) { Name = root.Name, Activity = root });
        Lines = [.. lines.Select(line => (line, Of(line)))];
        // Our journal does not tell of the flowchart on which the steps stand; it lasts as long as the run.
        if (_ground is not null)
            (_ground.Status, _ground.CompletedAt) = (Workflow.Status, Workflow.CompletedAt);
    }

    public Execution Workflow { get; }

    public List<Execution> Executions { get; } = [];

    public IReadOnlyList<(JournalLine Line, Execution Execution)> Lines { get; }

    /// <summary>An id of an execution begins with its run's.</summary>
    public static string RunOf(string executionId) => executionId.LastIndexOf('-') is > 0 and var at ? executionId[..at] : executionId;

    /// <summary>As Elsa writes it: the ids from the workflow down.</summary>
    public static string NodeId(RunFlow flow, string key)
    {
        if (flow.Plan.Ordinary?.Find(key) is not { } step)
            return $"{WorkflowId}:{flow.Definition.Root.Id}:{key}";
        var path = new List<string>();
        for (var at = step; at is not null; at = at.Parent)
            path.Add(at.Activity.Id);
        path.Add(WorkflowId);
        path.Reverse();
        return string.Join(':', path);
    }

    private Execution Of(JournalLine line)
    {
        var execution = line.ActivityId is { } key ? OfStep(key, line) : Workflow;
        switch (line.EventName)
        {
            case "Completed" or "Faulted" or "Canceled":
                (execution.Status, execution.CompletedAt) = (line.EventName, line.At);
                execution.Message = line.EventName == "Faulted" ? line.Message : null;
                execution.Outcomes = line.EventName == "Completed" && line.ActivityId is not null ? Outcomes(line.Message) : [];
                break;
            case "Suspended":
                execution.IsWaiting = true;
                break;
            case "Resumed":
                execution.IsWaiting = false;
                break;
            case "Retrying":
                execution.Retries++;
                break;
        }
        return execution;
    }

    private Execution OfStep(string key, JournalLine line)
    {
        if (line.EventName != "Started" && _latest.TryGetValue(key, out var known))
            return Executions.FirstOrDefault(e => e.Key == key && e.CompletedAt is null) ?? known;
        var activity = _flow.Activities.GetValueOrDefault(key);
        var parent = Parent(key);
        var begun = new Execution(Id(line.Sequence), key, NodeId(_flow, key), line.ActivityType ?? "", line.At, parent, parent.Depth + 1) { Name = activity?.Name, Activity = activity, IsStep = true };
        Executions.Add(begun);
        return _latest[key] = begun;
    }

    private Execution Parent(string key)
    {
        for (var at = _flow.Plan.Ordinary?.Find(key)?.Parent; at is not null; at = at.Parent)
        {
            if (_latest.TryGetValue(at.Key, out var above))
                return above;
        }
        return _ground ?? Workflow;
    }

    /// <summary>"Done" of an ordinary flow, "Sent: 398, Held: 14" of an audience.</summary>
    private static ImmutableArray<string> Outcomes(string message) => [.. message.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(": ")[0])];

    private string Id(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{_run.Id}-{sequence}");

    internal sealed class Execution(string id, string key, string nodeId, string type, DateTimeOffset startedAt, Execution? parent, int depth)
    {
        public string Id => id;
        public string Key => key;
        public string NodeId => nodeId;
        public string ActivityId => nodeId[(nodeId.LastIndexOf(':') + 1)..];
        public string Type => type;
        public DateTimeOffset StartedAt => startedAt;
        public Execution? Parent => parent;
        public int Depth => depth;
        public string? Name { get; init; }
        public Activity? Activity { get; init; }
        /// <summary>False: the workflow itself, or the flowchart it stands on.</summary>
        public bool IsStep { get; init; }

        public string Status { get; set; } = "Running";
        public DateTimeOffset? CompletedAt { get; set; }
        public bool IsWaiting { get; set; }
        public int Retries { get; set; }
        public string? Message { get; set; }
        public ImmutableArray<string> Outcomes { get; set; } = [];

        /// <summary>Inputs that were written out in the definition; evaluated ones are not kept.</summary>
        public IReadOnlyDictionary<string, JsonElement?> Inputs => Activity is null
            ? new Dictionary<string, JsonElement?>()
            : Activity.Inputs.Where(i => i.Value.Expression is { Type: ExpressionTypes.Literal }).ToDictionary(i => ActivityInputs.Pascal(i.Key), i => i.Value.Expression!.Value);
    }
}
