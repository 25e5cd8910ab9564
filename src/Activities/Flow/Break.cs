using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Break", "Break", Category.Flow, "Ends the loop around it.", Icon.Finish, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTerminal = true)]
public sealed class Break : IControl<Break.Inputs>
{
    public sealed record Inputs;
}
