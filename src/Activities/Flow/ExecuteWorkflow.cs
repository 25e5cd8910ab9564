using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.ExecuteWorkflow", "Run flow", Category.Flow, "Runs another published flow to its end, and takes what it gives out.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class ExecuteWorkflow(IChildFlows children) : IActivity<ExecuteWorkflow.Inputs, ExecuteWorkflow.Outputs>
{
    public sealed record Inputs() : ChildFlowInputs(waits: true);

    public sealed record Outputs(JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        await inputs.StartAsync(children, context, IChildFlows.Ended, cancellationToken);
        return new Outputs(null);
    }
}
