using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>People end here. In a flow without an audience the runner finishes the whole run, as Elsa does.</summary>
[Activity("Elsa.Finish", "Finish", Category.Flow, "Ends the flow for everyone who gets here.", Icon.Finish, Grain.PerContact, IsTerminal = true, IsPure = true)]
public sealed class Finish : IActivity<Finish.Inputs, Nothing>
{
    public sealed record Inputs;

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
