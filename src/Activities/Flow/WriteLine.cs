using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.WriteLine", "Write line", Category.Data, "Writes a line into the run's journal.", Icon.Text, Grain.OncePerRun, IsPure = true)]
public sealed class WriteLine : IActivity<WriteLine.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Text")]
        public string? Text { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Journal(inputs.Text ?? "");
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
