using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Segments;

namespace Activities.Segments;

/// <summary>A filter, decided inside the database: never loads the contacts.</summary>
[Activity("Marketing.Segment", "Segment", Category.Audience, "Chooses who goes on, by what people are and did.", Icon.Segment, Grain.PerContact)]
public sealed class Segment : IActivity<Segment.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Who"), Required]
        public SegmentRule Rule { get; init; } = SegmentRule.Everyone;
    }

    public enum Outcome { Matched, Others }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveByRule(inputs.Rule, nameof(Outcome.Matched), nameof(Outcome.Others));
        return Task.FromResult(Nothing.Value);
    }
}
