using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Flowchart", "Flowchart", Category.Flow, "A flowchart inside a flow.", Icon.Branch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["activities"])]
public sealed class Flowchart : IControl<Flowchart.Inputs>
{
    public sealed record Inputs;
}
