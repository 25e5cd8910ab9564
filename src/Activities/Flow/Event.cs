using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity(Type, "Event", Category.Triggers, "Waits for an event that another flow publishes, or begins with it.", Icon.Schedule, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTrigger = true)]
public sealed class Event : IActivity<Event.Inputs, Event.Outputs>
{
    public const string Type = "Elsa.Event";

    public sealed record Inputs
    {
        [Input("Event"), Required, StringLength(200)]
        public string EventName { get; init; } = "";
    }

    public sealed record Outputs(JsonElement? Result);

    public Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Flow.WaitFor(inputs.EventName, null, resultOutput: "result");
        return Task.FromResult(new Outputs(null));
    }
}
