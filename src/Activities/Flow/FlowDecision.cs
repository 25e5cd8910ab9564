using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.FlowDecision", "Decision", Category.Flow, "Sends the whole audience one of two ways, by a condition on the run.", Icon.Decision, Grain.OncePerRun, IsPure = true)]
public sealed class FlowDecision : IActivity<FlowDecision.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Condition", Hint = "JavaScript, such as: return getCount() > 100")]
        public bool Condition { get; init; }
    }

    public enum Outcome { True, False }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll(inputs.Condition ? Outcome.True : Outcome.False);
        return Task.FromResult(Nothing.Value);
    }
}
