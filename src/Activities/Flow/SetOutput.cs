using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.SetOutput", "Set output", Category.Data, "Gives a value out of the flow.", Icon.Variable, Grain.OncePerRun, IsPure = true, IsOrdinaryOnly = true)]
public sealed class SetOutput : IActivity<SetOutput.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Output"), Required]
        public string OutputName { get; init; } = "";

        [Input("Value", Editor = Editor.Text)]
        public JsonElement? OutputValue { get; init; }
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.Flow.SetOutput(inputs.OutputName, inputs.OutputValue ?? JsonSerializer.SerializeToElement<object?>(null));
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
