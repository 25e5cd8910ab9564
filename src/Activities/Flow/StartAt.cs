using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>The server fires it where a published flow begins with it.</summary>
[Activity(Type, "At an instant", Category.Triggers, "Starts a flow without an audience at an instant, or waits in it until then.", Icon.Wait, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTrigger = true)]
public sealed class StartAt : IActivity<StartAt.Inputs, Nothing>
{
    public const string Type = "Elsa.StartAt";

    public sealed record Inputs
    {
        [Input("Instant", Hint = "Such as 2026-05-01T09:00:00Z.")]
        public DateTimeOffset DateTime { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        // What is past has come.
        if (inputs.DateTime <= context.Now)
            context.LeaveAll("Done");
        else
            context.Flow.WaitFor(null, inputs.DateTime);
        return Task.FromResult(Nothing.Value);
    }
}
