using System.Collections.Immutable;
using System.Text.Json;
using Activities;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Expressions;

namespace Designer.Server.Runs;

/// <summary>Evaluates an activity's inputs, once for the part that arrived.</summary>
internal static class RunInputs
{
    public static ExpressionScope Scope(RunRecord run, RunFlow flow) => new(
        run.Id,
        run.DefinitionId,
        run.WorkflowName,
        run.Variables.Where(v => flow.VariableNames.ContainsKey(v.Key)).DistinctBy(v => flow.VariableNames[v.Key]).ToImmutableDictionary(v => flow.VariableNames[v.Key], v => v.Value),
        run.Inputs)
    {
        VariableNames = flow.VariableNames.ToImmutableDictionary(),
    };

    /// <exception cref="ExpressionException">An expression failed; the message names the input.</exception>
    public static async Task<Dictionary<string, JsonElement>> EvaluateAsync(CatalogEntry entry, Activity activity, IExpressions expressions, ExpressionScope scope, CancellationToken cancellationToken)
    {
        var values = InputBinder.PlainValues(entry.Descriptor, activity);
        foreach (var (name, input) in activity.Inputs)
        {
            if (input.Expression is not { } expression)
                continue;
            var value = IsText(entry.Descriptor, name, expression) ? expression.Value : await EvaluateAsync(name, expression, expressions, scope, cancellationToken);
            if (value is { } given)
                values[name] = given;
        }
        return values;
    }

    /// <summary>A literal is what it says; a template's Liquid is rendered once per contact, by the activity that sends it.</summary>
    private static bool IsText(ActivityDescriptor descriptor, string name, Expression expression) =>
        expression.Type == ExpressionTypes.Literal
        || (expression.Type == ExpressionTypes.Liquid && descriptor.Inputs.Any(i => i.Name == name && i.Editor is Editor.Template or Editor.HtmlTemplate));

    private static async Task<JsonElement?> EvaluateAsync(string name, Expression expression, IExpressions expressions, ExpressionScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return await expressions.EvaluateAsync(expression, scope, cancellationToken);
        }
        catch (ExpressionException fault)
        {
            throw new ExpressionException($"The input '{name}' could not be evaluated: {fault.Message}", fault);
        }
    }
}
