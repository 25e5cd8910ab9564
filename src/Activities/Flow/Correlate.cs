using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Correlate", "Correlate", Category.Data, "Ties the run to something outside, such as an order's number, so that events find it.", Icon.Tag, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class Correlate : IActivity<Correlate.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Correlation"), Required, StringLength(200)]
        public string CorrelationId { get; init; } = "";
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Flow.Correlate(inputs.CorrelationId);
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
