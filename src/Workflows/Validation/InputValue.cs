using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>What the file has for one input: a literal, or an expression that only a run can evaluate.</summary>
/// <param name="Literal">Null where an expression stands.</param>
internal readonly record struct InputValue(JsonElement? Literal, Expression? Expression)
{
    /// <returns>Null when the file has nothing.</returns>
    public static InputValue? Read(Activity activity, InputDescriptor input)
    {
        if (input.InCustomProperties)
            return activity.CustomProperties.TryGetValue(input.Name, out var custom) ? Of(custom) : null;
        if (activity.Properties.TryGetValue(input.Name, out var plain))
            return Of(plain);
        if (!activity.Inputs.TryGetValue(input.Name, out var wrapped) || wrapped.Expression is not { } expression)
            return null;
        return expression.Type is ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json ? Of(expression.Value) : new InputValue(null, expression);
    }

    public bool IsBlank => Expression is null && (Literal is null || (Literal is { ValueKind: JsonValueKind.String } text && string.IsNullOrWhiteSpace(text.GetString())));

    /// <summary>A JSON null is no value: the default stands.</summary>
    private static InputValue? Of(JsonElement? value) => value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? new InputValue(given, null) : null;
}
