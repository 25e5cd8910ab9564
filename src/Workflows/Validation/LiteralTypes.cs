using System.Globalization;
using System.Text.Json;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>Whether a literal fits the type that a descriptor names: the same conversions as <see cref="InputBinder"/>, without the CLR type, which the client has not.</summary>
internal static class LiteralTypes
{
    /// <returns>What would be right, or null when the value is.</returns>
    public static string? Expected(InputDescriptor input, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
        if (input.Choices.Length > 0)
            return text is not null && input.Choices.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"one of {string.Join(", ", input.Choices)}";
        return input switch
        {
            { Editor: Editor.TimeOfDay } => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "a time of day such as 09:00",
            { TypeName: "TimeSpan" } => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? null : "a duration such as 3.00:00:00 (days.hours:minutes:seconds)",
            { TypeName: "Boolean" } => value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number || bool.TryParse(text, out _) ? null : "true or false",
            { TypeName: "Int32" or "Int64" or "Int16" } => Number(value) is { } whole && Math.Truncate(whole) == whole && Math.Abs(whole) <= Limit(input.TypeName) ? null : "a whole number",
            { TypeName: "Double" or "Single" or "Decimal" } => Number(value) is not null ? null : "a number",
            { TypeName: "DateTimeOffset" } => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "an instant such as 2026-05-01T09:00:00Z",
            _ => null,
        };
    }

    public static double? Number(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetDouble();
        return value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static double Limit(string type) => type switch { "Int16" => short.MaxValue, "Int32" => int.MaxValue, _ => long.MaxValue };
}
