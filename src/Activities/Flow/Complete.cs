using System.Text.Json;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.Complete", "Complete", Category.Flow, "Ends the flow, with outcomes for a flow that uses this one as an activity.", Icon.Finish, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true, IsTerminal = true)]
public sealed class Complete : IControl<Complete.Inputs>
{
    public sealed record Inputs
    {
        [Input("Outcomes", Hint = "A name, or a list of names as JSON.")]
        public JsonElement? Outcomes { get; init; }
    }
}
