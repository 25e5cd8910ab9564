using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>Reads what the author wrote in an input, wherever the file keeps it: wrapped, plain, or in customProperties.</summary>
public static class StepValues
{
    /// <summary>The value as JSON; Object expressions, which the file holds as text, come parsed. Null where nothing or a script stands.</summary>
    public static JsonElement? Read(Activity activity, InputDescriptor input)
    {
        if (input.InCustomProperties)
            return activity.CustomProperties.TryGetValue(input.Name, out var custom) ? custom : null;
        return Plain(activity, input.Name);
    }

    /// <summary>The author's value, else the descriptor's default.</summary>
    public static JsonElement? ReadOrDefault(Activity activity, InputDescriptor input) => Read(activity, input) ?? input.Default;

    public static JsonElement? Plain(Activity activity, string input)
    {
        if (activity.Properties.TryGetValue(input, out var plain))
            return plain;
        if (!activity.Inputs.TryGetValue(input, out var wrapped) || wrapped.Expression is not { Value: { } value } expression)
            return null;
        return expression.Type switch
        {
            ExpressionTypes.Object or ExpressionTypes.Json when value.ValueKind == JsonValueKind.String => Parse(value.GetString()!),
            ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json => value,
            _ => null,
        };
    }

    /// <summary>The type of a script or variable that stands in the input's place; null for an ordinary value.</summary>
    public static Expression? Script(Activity activity, string input) =>
        activity.Inputs.TryGetValue(input, out var wrapped) && wrapped.Expression is { } e && e.Type is not (ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json) ? e : null;

    public static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };

    private static JsonElement? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A file written by hand may hold broken JSON: the editor then shows the text itself, and the validator names the place.
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
