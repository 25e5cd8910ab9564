using System.Text.Json;
using Workflows.Definitions;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>Elsa's expression types. C# and Python are not run: they would be code of the flow's author inside the server.</summary>
internal sealed class FlowExpressions(JavaScript javaScript, LiquidTemplates liquid) : IExpressions
{
    public ValueTask<JsonElement?> EvaluateAsync(Expression expression, ExpressionScope scope, CancellationToken cancellationToken) => expression.Type == ExpressionTypes.JavaScript
        ? new ValueTask<JsonElement?>(javaScript.EvaluateAsync(TextOf(expression), scope, cancellationToken))
        : ValueTask.FromResult(Evaluate(expression, scope));

    public string? Check(Expression expression)
    {
        try
        {
            return expression.Type switch
            {
                ExpressionTypes.JavaScript => JavaScript.Check(TextOf(expression)),
                ExpressionTypes.Liquid => liquid.CheckSyntax(TextOf(expression)),
                ExpressionTypes.Object or ExpressionTypes.Json => Readable(expression),
                ExpressionTypes.Literal or ExpressionTypes.Variable or ExpressionTypes.Input => null,
                _ => Unknown(expression).Message,
            };
        }
        catch (ExpressionException wrong)
        {
            return wrong.Message;
        }
    }

    private JsonElement? Evaluate(Expression expression, ExpressionScope scope) => expression.Type switch
    {
        ExpressionTypes.Literal => expression.Value,
        ExpressionTypes.Object or ExpressionTypes.Json => Parsed(expression),
        ExpressionTypes.Variable => Variable(expression, scope),
        ExpressionTypes.Input => scope.Inputs.TryGetValue(Reference(expression, "name", "Input"), out var input) ? input : null,
        ExpressionTypes.Liquid => JsonSerializer.SerializeToElement(liquid.Render(TextOf(expression), LiquidScope.Of(scope), TemplateEncoding.Text)),
        _ => throw Unknown(expression),
    };

    private static string? Readable(Expression expression)
    {
        Parsed(expression);
        return null;
    }

    /// <summary>JSON as text, or the JSON itself; Elsa accepts both.</summary>
    private static JsonElement? Parsed(Expression expression)
    {
        if (expression.Value is not { ValueKind: JsonValueKind.String } text)
            return expression.Value;
        try
        {
            return string.IsNullOrWhiteSpace(text.GetString()) ? null : JsonElement.Parse(text.GetString()!);
        }
        catch (JsonException wrong)
        {
            throw new ExpressionException($"The Object expression is no JSON: {wrong.Message}", wrong);
        }
    }

    private static JsonElement? Variable(Expression expression, ExpressionScope scope)
    {
        var id = Reference(expression, "id", "Variable");
        if (!scope.VariableNames.TryGetValue(id, out var name))
            throw new ExpressionException($"The Variable expression names the variable id '{id}', which the flow does not have.");
        return scope.Variables.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>The property of {"id": …} or {"name": …}, which may also be written as JSON text.</summary>
    private static string Reference(Expression expression, string property, string type)
    {
        var value = Parsed(expression);
        return value is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new ExpressionException($"The {type} expression must be an object with the property '{property}'.");
    }

    private static string TextOf(Expression expression) => expression.Value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : expression.Value?.GetRawText() ?? "";

    private static ExpressionException Unknown(Expression expression) => new(expression.Type is ExpressionTypes.CSharp or "C#" or "Python"
        ? $"Expressions of the type '{expression.Type}' are not run here: they would be code of the flow's author inside the server. Use JavaScript or Liquid."
        : $"Expressions of the type '{expression.Type}' are not run here; use Literal, Object, Variable, Input, JavaScript or Liquid.");
}
