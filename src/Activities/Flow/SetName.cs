using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.SetName", "Name the run", Category.Data, "Gives the run a name of its own.", Icon.Text, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class SetName : IActivity<SetName.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Name"), Required, StringLength(200)]
        public string Value { get; init; } = "";
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Flow.SetName(inputs.Value);
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
