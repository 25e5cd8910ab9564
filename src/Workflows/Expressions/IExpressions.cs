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
public sealed record ExpressionScope(string RunId, string DefinitionId, string WorkflowName, ImmutableDictionary<string, JsonElement> Variables, ImmutableDictionary<string, JsonElement> Inputs)
{
    /// <summary>Variable id to name, for Variable expressions.</summary>
    public ImmutableDictionary<string, string> VariableNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    public IDictionary<string, JsonElement> Changes { get; init; } = new Dictionary<string, JsonElement>();
}

public sealed class ExpressionException(string message, Exception? inner = null) : Exception(message, inner);
