using System.Globalization;
using System.Text.Json;
using Workflows.Descriptors;

namespace Workflows.Running.Ordinary;

/// <summary>Evaluated inputs of containers, converted as Elsa does: what does not fit is the type's own default.</summary>
public static class ControlInputs
{
    public static bool Flag(IReadOnlyDictionary<string, JsonElement> inputs, string name) => inputs.TryGetValue(name, out var value) && Flag(value);

    /// <summary>Null and texts that are no "true" are false; a number is by truthiness.</summary>
    public static bool Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => bool.TryParse(value.GetString(), out var flag) && flag,
        _ => false,
    };

    public static decimal Number(IReadOnlyDictionary<string, JsonElement> inputs, string name, decimal otherwise)
    {
        if (!inputs.TryGetValue(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return otherwise;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>A list, a list as JSON text, or one thing.</summary>
    public static JsonElement[] Items(IReadOnlyDictionary<string, JsonElement> inputs, string name)
    {
        if (!inputs.TryGetValue(name, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.TrimStart().StartsWith('['))
            value = InputJson.TryParse(text) ?? value;
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => [value],
        };
    }

    public static IEnumerable<string> Texts(IReadOnlyDictionary<string, JsonElement> inputs, string name) =>
        Items(inputs, name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!);
}
