using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>Elsa also begins flows with it; here a Schedule does that, and this waits.</summary>
[Activity("Elsa.StartAt", "At an instant", Category.Flow, "Waits until an instant in a flow without an audience.", Icon.Wait, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class StartAt : IActivity<StartAt.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Instant", Hint = "Such as 2026-05-01T09:00:00Z.")]
        public DateTimeOffset DateTime { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        // What is past has come.
        if (inputs.DateTime <= context.Now)
            context.LeaveAll("Done");
        else
            context.Flow.WaitFor(null, inputs.DateTime);
        return Task.FromResult(Nothing.Value);
    }
}
