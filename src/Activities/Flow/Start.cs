using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Start", "Start", Category.Flow, "Where the flow begins when somebody presses Run.", Icon.Decision, Grain.OncePerRun, IsPure = true)]
public sealed class Start : IActivity<Start.Inputs, Nothing>
{
    public sealed record Inputs;

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
