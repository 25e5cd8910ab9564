using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Descriptors;

namespace Activities.Flow;

/// <summary>The activity of each case hangs inside it; FlowSwitch leads to those that stand beside it.</summary>
[Activity("Elsa.Switch", "Switch with activities inside", Category.Flow, "Runs the activity of the first case that is true, or of all that are.", Icon.Switch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["default"])]
public sealed class Switch : IControl<Switch.Inputs>
{
    public sealed record Inputs
    {
        [Input("Cases", Editor = Editor.Cases, IsPlain = true)]
        public ImmutableArray<Case> Cases { get; init; } = [];

        [Input("Which cases", TypeName = "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", Hint = "The first that is true, or all that are.", IsAdvanced = true)]
        public SwitchMode Mode { get; init; } = SwitchMode.MatchFirst;
    }

    public sealed record Case(string Label, FlowSwitch.Condition? Condition, JsonElement? Activity = null);
}
