using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.While", "While", Category.Flow, "Runs the activity inside it as long as a condition holds.", Icon.Switch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["body"])]
public sealed class While : IControl<While.Inputs>
{
    public sealed record Inputs
    {
        [Input("Condition", Hint = "JavaScript, such as: return getCount() > 100")]
        public bool Condition { get; init; }
    }
}
