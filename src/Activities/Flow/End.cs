using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.End", "End", Category.Flow, "Ends the flowchart that it stands in; what waits in it is cancelled.", Icon.Finish, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTerminal = true)]
public sealed class End : IControl<End.Inputs>
{
    public sealed record Inputs;
}
