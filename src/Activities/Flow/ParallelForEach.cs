using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.ParallelForEach", "For each, in parallel", Category.Flow, "Runs the activity inside it for each thing of a list, side by side.", Icon.Switch, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, Bodies = ["body"])]
public sealed class ParallelForEach : IControl<ParallelForEach.Inputs>
{
    public sealed record Inputs
    {
        [Input("List", Hint = "JSON such as [1, 2, 3], or JavaScript that gives a list.")]
        public ImmutableArray<JsonElement> Items { get; init; } = [];
    }
}
