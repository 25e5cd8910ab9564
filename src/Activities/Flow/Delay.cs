using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Delay", "Delay", Category.Flow, "Waits for a while; in a flow with an audience use Wait.", Icon.Wait, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class Delay : IActivity<Delay.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("For", Hint = "Days, hours, minutes.")]
        public TimeSpan TimeSpan { get; init; } = TimeSpan.FromMinutes(1);
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        // Also for no time at all: Elsa suspends the run, so whoever watches sees the same.
        context.Flow.WaitFor(null, context.Now + inputs.TimeSpan);
        return Task.FromResult(Nothing.Value);
    }
}
