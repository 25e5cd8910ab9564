using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>Elsa also begins flows with it; here a Schedule does that, and this waits.</summary>
[Activity("Elsa.Timer", "Timer", Category.Flow, "Waits for a while in a flow without an audience.", Icon.Wait, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class Timer : IActivity<Timer.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Interval", Hint = "Days, hours, minutes.")]
        public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Flow.WaitFor(null, context.Now + inputs.Interval);
        return Task.FromResult(Nothing.Value);
    }
}
