using System.Globalization;
using Workflows.Definitions;
using Workflows.Running;

namespace Workflows.Validation;

/// <summary>The flow as a whole, and each activity's type and place in it.</summary>
internal static class DefinitionChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow) =>
        [.. Flow(flow), .. flow.Steps.SelectMany(s => Activity(flow, s)), .. flow.Nested.SelectMany(s => Inside(flow, s)), .. Ids(flow), .. Names(flow.Definition)];

    private static IEnumerable<Problem> Flow(FlowGraph flow)
    {
        var root = flow.Definition.Root;
        if (Activations.Of(flow.Definition) is null && Activations.Named(flow.Definition) is { } strategy)
            yield return Whole(ProblemCodes.ActivationUnknown, $"There is no activation strategy '{strategy}'; there are {string.Join(", ", Enum.GetNames<Activation>())}.", strategy);
        if (root.Container is null)
            yield return Whole(ProblemCodes.FlowRoot, $"The flow's root is of the type '{root.Type}'; it runs, but only a flowchart or a sequence can be drawn.", root.Type) with { Severity = Severity.Warning };
        else if (flow.Steps.IsEmpty)
            yield return Whole(ProblemCodes.FlowEmpty, "The flow has no steps.");
    }

    private static IEnumerable<Problem> Activity(FlowGraph flow, Step step)
    {
        var activity = step.Activity;
        if (flow.IsAudience && (activity.Container is not null || activity.Bodies.Count > 0))
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityNested, null, $"'{step.Title}' ({activity.Type}) has activities inside it, which a flow with an audience cannot run; use Branch and FlowJoin.", activity.Type);
        else if (flow.IsAudience && step.Descriptor is { IsOrdinaryOnly: true })
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityOrdinary, null, $"'{step.Title}' ({activity.Type}) needs a run without an audience, but other steps of this flow work on people.", activity.Type);
        else if (step is { Descriptor: null, Activity.UsedFlow: null })
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityUnknown, null, $"'{step.Title}' is of the type '{activity.Type}', which is not installed here.", activity.Type);
        if (!flow.Reachable[step.Index])
            yield return step.Problem(Severity.Warning, ProblemCodes.ActivityUnreachable, null, $"Nothing leads to '{step.Title}', so it never runs.");
        if (step.Descriptor is { IsTerminal: true } && flow.Outgoing.Contains(step.Index))
            yield return step.Problem(Severity.Warning, ProblemCodes.FinishFollowed, null, $"'{step.Title}' ends the flow, so what follows it never runs.");
    }

    /// <summary>People travel along the outermost flowchart only; the runner of sets does not look inside.</summary>
    private static IEnumerable<Problem> Inside(FlowGraph flow, Step step)
    {
        if (step is { Descriptor: null, Activity.UsedFlow: null })
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityUnknown, null, $"'{step.Title}' is of the type '{step.Activity.Type}', which is not installed here.", step.Activity.Type);
        else if (step.Descriptor is { } descriptor && FlowPlan.IsAudienceStep(descriptor))
            yield return step.Problem(Severity.Error, ProblemCodes.ActivityInside, null, $"'{step.Title}' ({step.Activity.Type}) works on people, but it is inside another step; it has to stand in the flow itself.", step.Activity.Type);
    }

    /// <summary>Of the outermost flowchart: there an id names one step in counts and the journal. Elsa allows what is inside to repeat one, and the runner tells them apart.</summary>
    private static IEnumerable<Problem> Ids(FlowGraph flow)
    {
        var seen = new HashSet<string>();
        foreach (var activity in flow.Steps.Select(s => s.Activity))
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
        foreach (var (name, most, written) in RunKeeping.Wrong(definition))
            yield return Whole(ProblemCodes.KeepingWrong, $"The flow's '{name}' must be a whole number from 1 to {most}, but it is {written}; the server's own counts.", name, most.ToString(CultureInfo.InvariantCulture), written) with { Severity = Severity.Warning };
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key);

    private static Problem Whole(string code, string message, params string[] arguments) => new(Severity.Error, code, null, null, message) { Arguments = arguments };
}
