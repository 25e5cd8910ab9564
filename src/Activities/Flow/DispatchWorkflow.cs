using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.DispatchWorkflow", "Dispatch flow", Category.Flow, "Starts another published flow, and waits for it where you want it to.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class DispatchWorkflow(IChildFlows children) : IActivity<DispatchWorkflow.Inputs, DispatchWorkflow.Outputs>
{
    public sealed record Inputs
    {
        [Input("Flow", Hint = "The id of a published flow."), Required, StringLength(200)]
        public string WorkflowDefinitionId { get; init; } = "";

        [Input("Inputs", TypeName = "ObjectDictionary", Hint = "JSON such as {\"Campaign\": \"Spring\"}.")]
        public JsonElement? Input { get; init; }

        [Input("Correlation", IsAdvanced = true)]
        public string? CorrelationId { get; init; }

        [Input("Wait until it has ended")]
        public bool WaitForCompletion { get; init; }
    }

    public sealed record Outputs(JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}:{context.ActivityId}:{context.Visit}");
        var run = await children.StartAsync(new ChildFlow(inputs.WorkflowDefinitionId, context.RunId, inputs.CorrelationId, inputs.Input, key), cancellationToken);
        if (inputs.WaitForCompletion)
            context.Flow.WaitFor(IChildFlows.Outputs(run), null, resultOutput: "result");
        else
            context.LeaveAll("Done");
        return new Outputs(null);
    }
}
