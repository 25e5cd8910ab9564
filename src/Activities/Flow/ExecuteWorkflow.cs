using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.ExecuteWorkflow", "Run flow", Category.Flow, "Runs another published flow to its end, and takes what it gives out.", Icon.Branch, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class ExecuteWorkflow(IChildFlows children) : IActivity<ExecuteWorkflow.Inputs, ExecuteWorkflow.Outputs>
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
        public bool WaitForCompletion { get; init; } = true;
    }

    public sealed record Outputs(JsonElement? Result);

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}:{context.ActivityId}:{context.Visit}");
        var run = await children.StartAsync(new ChildFlow(inputs.WorkflowDefinitionId, context.RunId, inputs.CorrelationId, inputs.Input, key), cancellationToken);
        if (inputs.WaitForCompletion)
            context.Flow.WaitFor(IChildFlows.Ended(run), null, resultOutput: "result");
        else
            context.LeaveAll("Done");
        return new Outputs(null);
    }
}
