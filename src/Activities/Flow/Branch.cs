using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Segments;

namespace Activities.Flow;

/// <summary>Asks the same kind of rule as Segment, but both answers go on.</summary>
[Activity("Marketing.Branch", "Branch", Category.Flow, "Sends each person one of two ways, by a rule.", Icon.Branch, Grain.PerContact)]
public sealed class Branch : IActivity<Branch.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Yes, if"), Required]
        public SegmentRule Rule { get; init; } = SegmentRule.Everyone;
    }

    public enum Outcome { Yes, No }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveByRule(inputs.Rule, nameof(Outcome.Yes), nameof(Outcome.No));
        return Task.FromResult(Nothing.Value);
    }
}
