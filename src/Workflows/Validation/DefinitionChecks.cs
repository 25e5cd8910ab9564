using Workflows.Definitions;

namespace Workflows.Validation;

/// <summary>The flow as a whole, and each activity's type and place in it.</summary>
internal static class DefinitionChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow) => [.. Flow(flow), .. flow.Steps.SelectMany(s => Activity(flow, s)), .. Ids(flow), .. Names(flow.Definition)];

    private static IEnumerable<Problem> Flow(FlowGraph flow)
    {
        var root = flow.Definition.Root;
        if (root.Container is null)
            yield return Whole(ProblemCodes.FlowRoot, $"The flow's root is of the type '{root.Type}'; a flow is a flowchart or a sequence.", root.Type);
        else if (flow.Steps.IsEmpty)
            yield return Whole(ProblemCodes.FlowEmpty, "The flow has no steps.");
    }

    private static IEnumerable<Problem> Activity(FlowGraph flow, Step step)
    {
        var activity = step.Activity;
        if (activity.Container is not null || activity.Bodies.Count > 0)
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityNested, null, $"'{step.Title}' ({activity.Type}) has activities inside it; only one flowchart or sequence can be run here.", activity.Type);
        else if (step.Descriptor is null)
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityUnknown, null, $"'{step.Title}' is of the type '{activity.Type}', which is not installed here.", activity.Type);
        if (!flow.Reachable[step.Index])
            yield return step.Problem(Severity.Warning, ProblemCodes.ActivityUnreachable, null, $"Nothing leads to '{step.Title}', so it never runs.");
        if (step.Descriptor is { IsTerminal: true } && flow.Outgoing.Contains(step.Index))
            yield return step.Problem(Severity.Warning, ProblemCodes.FinishFollowed, null, $"'{step.Title}' ends the flow, so what follows it never runs.");
    }

    /// <summary>Across the whole document: an id names one step in counts, variables and the journal.</summary>
    private static IEnumerable<Problem> Ids(FlowGraph flow)
    {
        var seen = new HashSet<string>();
        foreach (var activity in All(flow.Definition.Root))
        {
            if (!seen.Add(activity.Id))
            {
                var title = flow.Find(activity.Id)?.Title ?? activity.Type;
                yield return new Problem(Severity.Error, ProblemCodes.ActivityDuplicate, activity.Id, null, $"'{title}' has the id '{activity.Id}', which another step has too.") { Arguments = [title, activity.Id] };
            }
        }
    }

    private static IEnumerable<Problem> Names(WorkflowDefinition definition)
    {
        var variables = definition.Variables.Concat(definition.Root.Container?.Variables ?? []).ToList();
        foreach (var twice in Twice(variables.Select(v => v.Id)).Union(Twice(variables.Select(v => v.Name))))
            yield return Whole(ProblemCodes.VariableDuplicate, $"Two variables are called '{twice}'.", twice);
        foreach (var twice in Twice(definition.Inputs.Select(i => i.Name)).Concat(Twice(definition.Outputs.Select(o => o.Name))))
            yield return Whole(ProblemCodes.ArgumentDuplicate, $"Two inputs or two outputs of the flow are called '{twice}'; Elsa would not publish it.", twice);
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key);

    private static IEnumerable<Activity> All(Activity root)
    {
        var next = new Stack<Activity>([root]);
        while (next.TryPop(out var activity))
        {
            yield return activity;
            foreach (var inner in (activity.Container?.Activities ?? []).Concat(activity.Bodies.Values))
                next.Push(inner);
        }
    }

    private static Problem Whole(string code, string message, params string[] arguments) => new(Severity.Error, code, null, null, message) { Arguments = arguments };
}
