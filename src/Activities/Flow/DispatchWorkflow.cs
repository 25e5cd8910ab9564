using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.DispatchWorkflow", "Dispatch flow", Category.Flow, "Starts another published flow, and waits for it where you want it to.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class DispatchWorkflow(IChildFlows children) : IActivity<DispatchWorkflow.Inputs, DispatchWorkflow.Outputs>
{
    public sealed record Inputs() : ChildFlowInputs(waits: false);

    public sealed record Outputs(JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        await inputs.StartAsync(children, context, IChildFlows.Outputs, cancellationToken);
        return new Outputs(null);
    }
}
