using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>The runner holds people back until their branches have met; who gets here may go on.</summary>
[Activity("Elsa.FlowJoin", "Join", Category.Flow, "Brings parallel branches together again.", Icon.Join, Grain.PerContact, IsPure = true)]
public sealed class FlowJoin : IActivity<FlowJoin.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Wait for", TypeName = "Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", Hint = "All branches, those that are under way, or the first to arrive.")]
        public FlowJoinMode Mode { get; init; } = FlowJoinMode.WaitAny;
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}

/// <summary>Elsa's names.</summary>
public enum FlowJoinMode { WaitAny, WaitAll, WaitAllActive }
