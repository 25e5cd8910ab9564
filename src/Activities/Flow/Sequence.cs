using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Sequence", "Sequence", Category.Flow, "Activities one after the other.", Icon.Branch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["activities"])]
public sealed class Sequence : IControl<Sequence.Inputs>
{
    public sealed record Inputs;
}
