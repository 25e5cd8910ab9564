using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Flow;

[Activity("Elsa.SetVariable", "Set variable", Category.Data, "Keeps a value that later steps can use.", Icon.Variable, Grain.OncePerRun, IsPure = true)]
public sealed class SetVariable : IActivity<SetVariable.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("Variable", Editor = Editor.Variable, IsPlain = true), Required]
        public VariableReference? Variable { get; init; }

        [Input("Value", Editor = Editor.Text)]
        public JsonElement? Value { get; init; }
    }

    /// <summary>Only the id matters; the rest is what Studio writes beside it.</summary>
    public sealed record VariableReference(string? Id, string? Name = null, string? TypeName = null);

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var variable = inputs.Variable!.Id ?? throw new ActivityFaultException($"Variable '{inputs.Variable.Name}' not found.", canRetry: false);
        context.SetVariable(variable, inputs.Value ?? JsonSerializer.SerializeToElement<object?>(null));
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}
