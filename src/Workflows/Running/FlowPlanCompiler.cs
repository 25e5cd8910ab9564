using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Running.Ordinary;

namespace Workflows.Running;

internal sealed class FlowPlanCompiler(WorkflowDefinition definition, Func<string, ActivityDescriptor?> describe)
{
    public FlowPlan Compile(string? trigger, int mostVisits)
    {
        var inside = definition.Root.Container is { } container ? container.Activities : [definition.Root];
        if (inside.Length == 0)
            throw new FlowPlanException($"The flow '{definition.Name}' has no activity to run.");
        return FlowPlan.IsAudienceFlow(inside.Select(a => describe(a.Type))) ? Audience(inside, trigger, mostVisits) : Ordinary(trigger, mostVisits);
    }

    private FlowPlan Ordinary(string? trigger, int mostVisits)
    {
        var plan = OrdinaryPlan.Compile(definition, describe, trigger);
        if (plan.Steps.FirstOrDefault(s => FlowPlan.IsAudienceStep(s.Descriptor)) is { } nested)
            throw new FlowPlanException($"The activity '{nested.Key}' ({nested.Activity.Type}) works on contacts, but it is inside '{nested.Parent!.Key}' ({nested.Parent.Activity.Type}); contacts travel only along the outermost flowchart.");
        var steps = plan.Steps.Where(s => s != plan.Root || s.Children.IsEmpty);
        var nodes = steps.Select(s => new PlanNode(s.Index, s.Key, s.Activity.Type, s.HasFired ? NodeKind.Trigger : NodeKind.Ordinary, s.Descriptor?.Grain ?? Grain.OncePerRun, Outcomes(s.Activity, s.Descriptor)));
        var start = plan.Root.Graph is { } graph ? plan.Root.Children[graph.Start] : plan.Root.Children.FirstOrDefault() ?? plan.Root;
        return new FlowPlan(start.Key, [.. nodes], mostVisits, plan);
    }

    private FlowPlan Audience(ImmutableArray<Activity> activities, string? trigger, int mostVisits)
    {
        if (activities.FirstOrDefault(a => a.Container is not null || a.Bodies.Count > 0) is { } nested)
            throw new FlowPlanException($"The activity '{nested.Id}' ({nested.Type}) has activities inside it, which a flow with an audience cannot run.");
        var twice = activities.GroupBy(a => a.Id).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new FlowPlanException($"The id '{twice.Key}' is given to {twice.Count()} activities; ids must be unique.");
        var ids = activities.Select(a => a.Id).ToHashSet();
        var connections = Connections(activities).Where(c => ids.Contains(c.Source) && ids.Contains(c.Target)).ToList();
        var start = Start(activities, connections, trigger);
        var forward = new ForwardEdges(start, connections.Select(c => (c.Source, c.Target)));
        var edges = connections.Where(c => c.SourcePort is not null).DistinctBy(c => (c.Source, c.SourcePort, c.Target))
            .Select(c => new PlanEdge(c.Source, c.SourcePort!, c.Target, !forward.IsForward(c.Source, c.Target)))
            .ToList();
        var descriptors = activities.Select(a => describe(a.Type) ?? throw new FlowPlanException($"The activity '{a.Id}' is of the type '{a.Type}', which is not installed here.")).ToList();
        var all = new Reach(ids, edges);
        var onward = new Reach(ids, edges.Where(e => !e.IsBack));
        var (outgoing, incoming) = (edges.ToLookup(e => e.Source), edges.Where(e => !e.IsBack).ToLookup(e => e.Target));
        var nodes = activities.Select((a, i) => new PlanNode(i, a.Id, a.Type, Kind(a, descriptors[i], a.Id == start), descriptors[i].Grain, Outcomes(a, descriptors[i]))
        {
            Outgoing = [.. outgoing[a.Id]],
            Incoming = [.. incoming[a.Id]],
            Upstream = all.Of(a.Id),
            Ancestors = onward.Of(a.Id),
        });
        return new FlowPlan(start, [.. nodes], mostVisits);
    }

    private IEnumerable<Connection> Connections(ImmutableArray<Activity> activities)
    {
        if (definition.Root.Type == "Elsa.Sequence")
            return activities.Zip(activities.Skip(1), (a, b) => new Connection(a.Id, PlanEdge.AnyPort, b.Id));
        return definition.Root.Container?.Connections ?? [];
    }

    /// <summary>Elsa's order: the trigger that fired, Elsa.Start, one that can start the workflow, one without inbound connections, the first.</summary>
    private static string Start(ImmutableArray<Activity> activities, List<Connection> connections, string? trigger)
    {
        if (trigger is not null)
        {
            return activities.FirstOrDefault(a => a.Id == trigger)?.Id
                ?? throw new FlowPlanException($"The trigger '{trigger}' that fired is not in this version of the flow.");
        }
        var targets = connections.Select(c => c.Target).ToHashSet();
        return (activities.FirstOrDefault(a => a.Type == "Elsa.Start")
            ?? activities.FirstOrDefault(CanStart)
            ?? activities.FirstOrDefault(a => !targets.Contains(a.Id))
            ?? activities[0]).Id;
    }

    private static bool CanStart(Activity activity) =>
        activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static NodeKind Kind(Activity activity, ActivityDescriptor descriptor, bool isStart)
    {
        if (activity.Type == "Elsa.FlowJoin")
        {
            var mode = activity.Inputs.TryGetValue("mode", out var input) && input.Expression?.Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
            return mode switch { "WaitAll" => NodeKind.JoinAll, "WaitAllActive" => NodeKind.JoinAllActive, _ => NodeKind.JoinAny };
        }
        if (descriptor.IsTerminal)
            return NodeKind.Finish;
        return descriptor.IsTrigger && isStart ? NodeKind.Trigger : NodeKind.Ordinary;
    }

    private static ImmutableArray<string> Outcomes(Activity activity, ActivityDescriptor? descriptor)
    {
        var outcomes = descriptor?.OutcomesOf(activity) ?? [];
        return outcomes.IsDefaultOrEmpty ? ["Done"] : outcomes;
    }

    /// <summary>Who leads to whom. Built once for all steps: a flow may have thousands.</summary>
    private sealed class Reach(IEnumerable<string> ids, IEnumerable<PlanEdge> edges)
    {
        private readonly string[] _ids = [.. ids.Order(StringComparer.Ordinal)];
        private readonly ILookup<string, string> _sources = edges.ToLookup(e => e.Target, e => e.Source);

        public ImmutableArray<string> Of(string target)
        {
            var found = new HashSet<string>();
            var next = new Stack<string>([target]);
            while (next.TryPop(out var current))
            {
                foreach (var source in _sources[current].Where(found.Add))
                    next.Push(source);
            }
            return found.Count == 0 ? [] : [.. _ids.Where(found.Contains)];
        }
    }
}
