using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.For", "For", Category.Flow, "Runs the activity inside it for each number of a range.", Icon.Switch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["body"])]
public sealed class For : IControl<For.Inputs>
{
    public sealed record Inputs
    {
        [Input("From")]
        public int Start { get; init; }

        [Input("To")]
        public int End { get; init; }

        [Input("By")]
        public int Step { get; init; } = 1;

        [Input("The last number counts too", IsAdvanced = true)]
        public bool OuterBoundInclusive { get; init; } = true;
    }

    public sealed record Outputs(int CurrentValue);
}
