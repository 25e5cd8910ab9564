using System.Collections.Immutable;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.FlowFork", "Fork", Category.Flow, "Follows every one of its branches.", Icon.Split, Grain.OncePerRun, IsPure = true, OutcomesFrom = "branches")]
public sealed class FlowFork : IActivity<FlowFork.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Branches", TypeName = "List<String>", Hint = "JSON such as [\"Mail\", \"Post\"].")]
        public ImmutableArray<string> Branches { get; init; } = [];
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAllThrough(inputs.Branches.IsDefaultOrEmpty ? ["Done"] : inputs.Branches);
        return Task.FromResult(Nothing.Value);
    }
}
