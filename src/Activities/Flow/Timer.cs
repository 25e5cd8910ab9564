using Activities.Runs;
using Activities.Schedules;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>The server fires it where a published flow begins with it.</summary>
[Activity(Type, "Timer", Category.Triggers, "Starts a flow without an audience again and again, or waits for a while in it.", Icon.Wait, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTrigger = true)]
public sealed class Timer : IActivity<Timer.Inputs, Nothing>
{
    public const string Type = "Elsa.Timer";

    public sealed record Inputs : ScheduleInputs
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
