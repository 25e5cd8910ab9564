using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.PublishEvent", "Publish event", Category.Flow, "Tells other flows of an event: those that wait for it go on, those that begin with it start.", Icon.Schedule, Grain.OncePerRun, IsOrdinaryOnly = true)]
public sealed class PublishEvent(IFlowEvents events) : IActivity<PublishEvent.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Event"), Required, StringLength(200)]
        public string EventName { get; init; } = "";

        [Input("Correlation", Hint = "Only runs that are tied to it; empty: all.", IsAdvanced = true)]
        public string? CorrelationId { get; init; }

        [Input("In this run only", IsAdvanced = true)]
        public bool IsLocalEvent { get; init; }

        [Input("Payload", Editor = Editor.Text, Hint = "What those who wait for it get.")]
        public JsonElement? Payload { get; init; }
    }

    public async Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.RunId}:{context.ActivityId}:{context.Visit}");
        var heard = await events.PublishAsync(
            new FlowEvent(inputs.EventName, string.IsNullOrEmpty(inputs.CorrelationId) ? null : inputs.CorrelationId, inputs.IsLocalEvent ? context.RunId : null, inputs.Payload, key), cancellationToken);
        context.Journal($"'{inputs.EventName}' was heard by {heard.ToString(CultureInfo.InvariantCulture)}.");
        context.LeaveAll("Done");
        return Nothing.Value;
    }
}
