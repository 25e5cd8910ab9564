using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.If", "If", Category.Flow, "Runs one of two activities inside it, by a condition.", Icon.Decision, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["then", "else"])]
public sealed class If : IControl<If.Inputs>
{
    public sealed record Inputs
    {
        [Input("Condition", Hint = "JavaScript, such as: return getCount() > 100")]
        public bool Condition { get; init; }
    }

    public sealed record Outputs(bool Result);
}
