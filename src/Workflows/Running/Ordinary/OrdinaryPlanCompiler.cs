using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Running.Ordinary;

internal sealed class OrdinaryPlanCompiler(WorkflowDefinition definition, Func<string, ActivityDescriptor?> describe)
{
    private readonly List<PlanStep> _steps = [];
    // What stands in the outermost container is what people see: its ids are theirs, whatever repeats them.
    private readonly HashSet<string> _keys = [.. definition.Root.Container?.Activities.Select(a => a.Id) ?? []];

    public OrdinaryPlan Compile(string? trigger, int mostSteps)
    {
        var root = Add(definition.Root, null, 0, definition.Root.Id);
        var start = root.Graph is { } graph && root.Children.Length > 0 ? root.Children[graph.Start] : null;
        if (trigger is not null && start is not null && start.Activity.Id != trigger)
        {
            start = root.Children.FirstOrDefault(c => c.Activity.Id == trigger)
                ?? throw new FlowPlanException($"The trigger '{trigger}' that fired is not in this version of the flow.");
            root.Graph = new FlowchartGraph(root.Children, root.Activity.Container!.Connections, start.Place);
        }
        if (start is { Descriptor.IsTrigger: true })
            start.HasFired = true;
        return new OrdinaryPlan(definition, [.. _steps], mostSteps);
    }

    private PlanStep Add(Activity activity, PlanStep? parent, int place, string path)
    {
        var descriptor = describe(activity.Type);
        var key = parent is { Parent: null, Kind: StepKind.Flowchart or StepKind.Sequence } || _keys.Add(activity.Id) ? activity.Id : Free(path);
        var step = new PlanStep { Index = _steps.Count, Key = key, Activity = activity, Descriptor = descriptor, Kind = Kind(activity, descriptor), Parent = parent, Place = place };
        _steps.Add(step);
        if (activity.Container is { } container && step.Kind is StepKind.Flowchart or StepKind.Sequence)
        {
            step.Children = [.. container.Activities.Select((a, i) => Add(a, step, i, $"{path}:{a.Id}"))];
            if (step.Kind == StepKind.Flowchart)
                step.Graph = new FlowchartGraph(step.Children, container.Connections, Start(container));
        }
        step.Bodies = EmbeddedActivities.Of(activity).DistinctBy(b => b.Port).ToImmutableDictionary(b => b.Port, b => Add(b.Activity, step, 0, $"{path}:{b.Activity.Id}"), StringComparer.Ordinal);
        return step;
    }

    private string Free(string path)
    {
        var key = path;
        for (var n = 2; !_keys.Add(key); n++)
            key = $"{path}~{n}";
        return key;
    }

    /// <summary>Elsa's order: Elsa.Start, one that can start the workflow, one without inbound connections, the first.</summary>
    private static int Start(Container container)
    {
        var activities = container.Activities;
        var targets = container.Connections.Select(c => c.Target).ToHashSet();
        Predicate<Activity>[] choices = [a => a.Type == "Elsa.Start", CanStart, a => !targets.Contains(a.Id)];
        return choices.Select(activities.ToList().FindIndex).FirstOrDefault(i => i >= 0, 0);
    }

    private static bool CanStart(Activity activity) =>
        activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static StepKind Kind(Activity activity, ActivityDescriptor? descriptor) => activity.Type switch
    {
        "Elsa.Flowchart" => StepKind.Flowchart,
        "Elsa.Sequence" => StepKind.Sequence,
        "Elsa.If" => StepKind.If,
        "Elsa.Switch" => StepKind.Switch,
        "Elsa.While" => StepKind.While,
        "Elsa.For" => StepKind.For,
        "Elsa.ForEach" => StepKind.ForEach,
        "Elsa.ParallelForEach" => StepKind.ParallelForEach,
        "Elsa.Start" => StepKind.Start,
        "Elsa.FlowJoin" => Join(activity),
        "Elsa.End" => StepKind.End,
        "Elsa.Complete" => StepKind.Complete,
        "Elsa.Finish" => StepKind.Finish,
        "Elsa.Break" => StepKind.Break,
        _ => descriptor is null && activity.UsedFlow is null ? StepKind.Unknown : StepKind.Leaf,
    };

    private static StepKind Join(Activity activity)
    {
        var mode = activity.Inputs.TryGetValue("mode", out var input) && input.Expression?.Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        return mode switch { "WaitAll" => StepKind.JoinAll, "WaitAllActive" => StepKind.JoinAllActive, _ => StepKind.JoinAny };
    }
}
