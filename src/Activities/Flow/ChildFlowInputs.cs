using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>What every activity that starts another flow says of it.</summary>
public abstract record ChildFlowInputs
{
    /// <param name="waits">Whether it waits where its author says nothing.</param>
    protected ChildFlowInputs(bool waits) => WaitForCompletion = waits;

    [Input("Flow", Hint = "The id of a published flow."), Required, StringLength(200)]
    public string WorkflowDefinitionId { get; init; } = "";

    [Input("Inputs", TypeName = "ObjectDictionary", Hint = "JSON such as {\"Campaign\": \"Spring\"}.")]
    public JsonElement? Input { get; init; }

    [Input("Correlation", IsAdvanced = true)]
    public string? CorrelationId { get; init; }

    [Input("Wait until it has ended")]
    public bool WaitForCompletion { get; init; }

    /// <param name="ended">What to wait for, of the run that was started.</param>
    internal async Task StartAsync(IChildFlows children, ActivityContext context, Func<string, string> ended, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}:{context.ActivityId}:{context.Visit}");
        var run = await children.StartAsync(new ChildFlow(WorkflowDefinitionId, context.RunId, CorrelationId, Input, key), cancellationToken);
        if (WaitForCompletion)
            context.Flow.WaitFor(ended(run), null, resultOutput: "result");
        else
            context.LeaveAll("Done");
    }
}
