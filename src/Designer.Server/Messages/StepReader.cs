using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Email;
using Activities.Runs;
using Designer.Server.Flows;
using Designer.Server.Runs;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Elsa;
using Workflows.Expressions;

namespace Designer.Server.Messages;

/// <summary>Reads what a Send email step would send, outside a run: variables have their first values, and generated copy is generated.</summary>
internal sealed class StepReader(FlowStore flows, ActivityCatalog catalog, IExpressions expressions, IServiceProvider services, TimeProvider time)
{
    private const string SendEmailType = "Marketing.SendEmail";

    /// <param name="unsaved">The definition on the canvas; null: the stored draft.</param>
    /// <exception cref="ActivityFaultException">The step is not there or is no e-mail.</exception>
    public async Task<(WorkflowDefinition Definition, SendEmail.Inputs Inputs)> ReadAsync(string definitionId, string activityId, JsonElement? unsaved, CancellationToken cancellationToken)
    {
        var definition = unsaved is { } json ? ElsaJson.Read(json) : FlowStore.Definition(await flows.GetAsync(definitionId, cancellationToken));
        var step = Steps(definition).FirstOrDefault(a => a.Id == activityId && a.Type == SendEmailType)
            ?? throw new ActivityFaultException($"The flow '{definition.Name}' has no Send email step '{activityId}'.", canRetry: false);
        var values = await ValuesAsync(definition, step, cancellationToken);
        if (!values.TryGetValue("copy", out var copy) || copy.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.String)
            await GenerateAsync(definition, step, values, cancellationToken);
        return (definition, (SendEmail.Inputs)InputBinder.Bind(typeof(SendEmail.Inputs), values));
    }

    /// <summary>The variable's value exists only in a run; the step that writes it is asked to write it once more, for this preview.</summary>
    private async Task GenerateAsync(WorkflowDefinition definition, Activity step, Dictionary<string, JsonElement> values, CancellationToken cancellationToken)
    {
        values.Remove("copy");
        if (!step.Inputs.TryGetValue("copy", out var input) || VariableId(input.Expression) is not { } variable)
            return;
        foreach (var writer in Steps(definition).Where(a => catalog.Find(a.Type) is { Descriptor.Grain: Grain.OncePerRun, Descriptor.Category: Category.Intelligence }))
        {
            if (writer.Outputs.FirstOrDefault(o => o.Value.MemoryReferenceId == variable).Key is not { } output)
                continue;
            var written = await catalog.Find(writer.Type)!.ExecuteAsync(services, await ValuesAsync(definition, writer, cancellationToken), new PreviewContext(definition, writer.Id, time.GetUtcNow()), cancellationToken);
            values["copy"] = written.GetProperty(output);
            return;
        }
    }

    private Task<Dictionary<string, JsonElement>> ValuesAsync(WorkflowDefinition definition, Activity step, CancellationToken cancellationToken)
    {
        var variables = definition.Variables.Concat(definition.Root.Container?.Variables ?? []).DistinctBy(v => v.Id).ToList();
        var scope = new ExpressionScope("preview", definition.DefinitionId, definition.Name, ImmutableDictionary<string, JsonElement>.Empty, ImmutableDictionary<string, JsonElement>.Empty)
        {
            VariableNames = variables.ToImmutableDictionary(v => v.Id, v => v.Name),
        };
        return RunInputs.EvaluateAsync(catalog.Find(step.Type)!, step, expressions, scope, cancellationToken);
    }

    private static IEnumerable<Activity> Steps(WorkflowDefinition definition) => definition.Root.Container is { } container ? container.Activities : [definition.Root];

    private static string? VariableId(Expression? expression) => expression switch
    {
        { Type: ExpressionTypes.Variable, Value: { ValueKind: JsonValueKind.Object } value } when value.TryGetProperty("id", out var id) => id.GetString(),
        { Type: ExpressionTypes.Variable, Value: { ValueKind: JsonValueKind.String } value } => value.GetString(),
        _ => null,
    };
}
