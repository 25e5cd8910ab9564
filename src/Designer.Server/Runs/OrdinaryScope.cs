using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>What the expressions of one step see, made only where a step has any, and what they changed.</summary>
internal sealed class OrdinaryScope(OrdinaryExecution run, StepContext step, IExpressions expressions)
{
    private ExpressionScope? _scope;

    /// <exception cref="StepInputException">An expression failed.</exception>
    public async ValueTask<Dictionary<string, JsonElement>> InputsAsync(ActivityDescriptor descriptor, CancellationToken cancellationToken)
    {
        var activity = step.Step.Activity;
        var values = InputBinder.PlainValues(descriptor, activity);
        foreach (var (name, input) in activity.Inputs)
        {
            if (input.Expression is { } expression && await ValueAsync(descriptor, name, expression, cancellationToken) is { } value)
                values[name] = value;
        }
        if (step.Step.Kind == StepKind.Switch)
            values["matched"] = JsonSerializer.SerializeToElement(await MatchedAsync(values, cancellationToken));
        return values;
    }

    public ValueTask<JsonElement?> EvaluateAsync(Expression expression, CancellationToken cancellationToken) => expression.Type == ExpressionTypes.Literal
        ? ValueTask.FromResult(expression.Value)
        : expressions.EvaluateAsync(expression, _scope ??= Make(), cancellationToken);

    /// <summary>A script that may also say what comes next.</summary>
    public async ValueTask<(JsonElement? Value, ScriptEffects Effects)> RunScriptAsync(string script, CancellationToken cancellationToken)
    {
        var effects = new ScriptEffects();
        var scope = (_scope ??= Make()) with { Effects = effects };
        return (await expressions.EvaluateAsync(new Expression(ExpressionTypes.JavaScript, JsonSerializer.SerializeToElement(script)), scope, cancellationToken), effects);
    }

    /// <summary>Variables that expressions set. A name that is declared nowhere is nobody's.</summary>
    public void Keep(OrdinaryRun engine)
    {
        if (_scope is null)
            return;
        foreach (var (name, value) in _scope.Changes)
            engine.Memory.TrySet(step, name, value);
        _scope.Changes.Clear();
    }

    private async ValueTask<JsonElement?> ValueAsync(ActivityDescriptor descriptor, string name, Expression expression, CancellationToken cancellationToken)
    {
        // A template's Liquid is rendered by the activity that uses it.
        if (expression.Type == ExpressionTypes.Literal || (expression.Type == ExpressionTypes.Liquid && descriptor.Input(name) is { Editor: Editor.Template or Editor.HtmlTemplate }))
            return expression.Value;
        try
        {
            return await EvaluateAsync(expression, cancellationToken);
        }
        catch (ExpressionException fault)
        {
            throw new StepInputException(name, fault);
        }
    }

    private async ValueTask<List<string>> MatchedAsync(Dictionary<string, JsonElement> values, CancellationToken cancellationToken)
    {
        var (matched, all) = (new List<string>(), values.TryGetValue("mode", out var mode) && mode.ValueKind == JsonValueKind.String && mode.GetString() == "MatchAny");
        if (!values.TryGetValue("cases", out var cases) || cases.ValueKind != JsonValueKind.Array)
            return matched;
        foreach (var option in cases.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
        {
            if ((all || matched.Count == 0) && option.TryGetProperty("label", out var label) && option.TryGetProperty("condition", out var condition) && await IsTrueAsync(condition, cancellationToken))
                matched.Add(label.ToString());
        }
        return matched;
    }

    private async ValueTask<bool> IsTrueAsync(JsonElement condition, CancellationToken cancellationToken)
    {
        if (condition.ValueKind != JsonValueKind.Object || !condition.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            return false;
        var expression = new Expression(type.GetString()!, condition.TryGetProperty("value", out var value) ? value : null);
        try
        {
            return await EvaluateAsync(expression, cancellationToken) is { } answer && ControlInputs.Flag(answer);
        }
        catch (ExpressionException fault)
        {
            throw new StepInputException("cases", fault);
        }
    }

    private ExpressionScope Make() => run.Locked(engine =>
    {
        var (variables, names) = (new Dictionary<string, JsonElement>(), new Dictionary<string, string>());
        foreach (var scope in engine.Memory.Scopes(step))
        {
            foreach (var variable in scope.Declared)
            {
                // Innermost first: an inner variable hides an outer one of its name.
                variables.TryAdd(variable.Name, scope.Values[variable.Id]);
                names.TryAdd(variable.Id, variable.Name);
            }
        }
        var (record, memory) = (run.Record, engine.Memory);
        return new ExpressionScope(record.Id, record.DefinitionId, memory.Name ?? record.WorkflowName, variables, record.Inputs)
        {
            VariableNames = names, DefinitionVersion = record.Version, CorrelationId = memory.CorrelationId, LastResult = memory.LastResult,
            OutputOf = engine.Plan.KeepsOutputs ? (activity, output) => run.Locked(e => OutputOf(e, activity, output)) : null,
        };
    });

    /// <summary>By the activity's name, else its id.</summary>
    private static JsonElement? OutputOf(OrdinaryRun engine, string activity, string? output)
    {
        var key = engine.Plan.Steps.FirstOrDefault(s => s.Activity.Name == activity)?.Key ?? activity;
        if (!engine.Memory.Results.TryGetValue(key, out var results))
            return null;
        return output is null ? results.Values.Cast<JsonElement?>().FirstOrDefault() : results.TryGetValue(output, out var value) ? value : null;
    }
}
