namespace Workflows.Validation;

/// <summary>Flows that a flow uses as its steps: they are there, and do not come back to it.</summary>
internal static class UsedFlowChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow, IUsableFlows? flows)
    {
        foreach (var step in flow.Steps.Concat(flow.Nested))
        {
            if (step.Activity.UsedFlow is not { } id)
                continue;
            if (step.Descriptor is null)
                yield return step.Problem(Severity.Error, ProblemCodes.UsedFlowMissing, null, $"'{step.Title}' uses the flow '{id}', which is not published here or is not offered as an activity (its option usableAsActivity).", id);
            else if (id == flow.Definition.DefinitionId || flows?.Reaches(id, flow.Definition.DefinitionId) == true)
                yield return step.Problem(Severity.Error, ProblemCodes.UsedFlowCycle, null, $"'{step.Title}' uses the flow '{id}', which comes back to this one: they would run each other without end.", id);
        }
    }
}
