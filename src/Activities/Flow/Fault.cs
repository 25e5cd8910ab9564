using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Fault", "Fault", Category.Flow, "Ends its branch with a fault of your words.", Icon.Finish, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class Fault : IActivity<Fault.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Message"), StringLength(1000)]
        public string? Message { get; init; }

        [Input("Code", IsAdvanced = true)]
        public string? Code { get; init; }

        [Input("Category", IsAdvanced = true)]
        public string? Category { get; init; }

        [Input("Kind", IsAdvanced = true)]
        public string? FaultType { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken) =>
        throw new ActivityFaultException(inputs.Message ?? "", canRetry: false);
}
