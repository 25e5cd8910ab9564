using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Expressions;

/// <summary>Evaluates an input's expression once per activity run (Jint, Fluid; outside this room, so that the client carries neither).</summary>
public interface IExpressions
{
    /// <returns>The value as JSON, or null. Throws <see cref="ExpressionException"/> naming the expression's type and what was wrong.</returns>
    ValueTask<JsonElement?> EvaluateAsync(Expression expression, ExpressionScope scope, CancellationToken cancellationToken);

    /// <summary>A sentence when the expression cannot be parsed, else null.</summary>
    string? Check(Expression expression);
}

/// <summary>What an expression can see. Variables are keyed by name; setVariable calls come back in <see cref="Changes"/>.</summary>
public sealed record ExpressionScope(string RunId, string DefinitionId, string WorkflowName, IReadOnlyDictionary<string, JsonElement> Variables, IReadOnlyDictionary<string, JsonElement> Inputs)
{
    /// <summary>Variable id to name, for Variable expressions.</summary>
    public IReadOnlyDictionary<string, string> VariableNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    public IDictionary<string, JsonElement> Changes { get; init; } = new Dictionary<string, JsonElement>();

    public int DefinitionVersion { get; init; } = 1;

    public string? CorrelationId { get; init; }

    /// <summary>The output of an activity (by its name or id) that has run; without an output's name, its first.</summary>
    public Func<string, string?, JsonElement?>? OutputOf { get; init; }

    public JsonElement? LastResult { get; init; }

    /// <summary>Set for the script of RunJavaScript, which also says what comes next.</summary>
    public ScriptEffects? Effects { get; init; }
}

/// <summary>What a script did beside giving a value and setting variables.</summary>
public sealed class ScriptEffects
{
    public ImmutableArray<string> Outcomes { get; set; } = [];
    public string? CorrelationId { get; set; }
}

public sealed class ExpressionException(string message, Exception? inner = null) : Exception(message, inner);
