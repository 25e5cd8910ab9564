using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.ForEach", "For each", Category.Flow, "Runs the activity inside it for each thing of a list, one after the other.", Icon.Switch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["body"])]
public sealed class ForEach : IControl<ForEach.Inputs>
{
    public sealed record Inputs
    {
        [Input("List", TypeName = "List<Object>", Hint = "JSON such as [1, 2, 3], or JavaScript that gives a list.")]
        public ImmutableArray<JsonElement> Items { get; init; } = [];
    }

    public sealed record Outputs(JsonElement CurrentValue);
}
