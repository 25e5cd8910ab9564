using System.Globalization;
using System.Text.Json;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner.Values;

/// <summary>The types of values that the designer offers, by Elsa's aliases; a file may name others, and keeps them.</summary>
public static class ValueTypes
{
    public static IReadOnlyList<string> Offered { get; } = ["String", "Int32", "Double", "Boolean", "DateTimeOffset", "Object", "JSON"];

    /// <summary>How a field is typed in: text, number, check, date or json.</summary>
    public static string FieldOf(string type) => type.TrimEnd('?') switch
    {
        "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal" => "number",
        "Boolean" => "check",
        "DateTime" or "DateTimeOffset" => "date",
        "String" or "Guid" or "TimeSpan" => "text",
        _ => "json",
    };

    /// <summary>What was typed, as JSON of its type; what does not fit stays text, and the server names it.</summary>
    public static JsonElement Parse(string type, string text) => FieldOf(type) switch
    {
        "number" when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
        "check" when bool.TryParse(text, out var flag) => JsonSerializer.SerializeToElement(flag),
        "json" when InputJson.TryParse(text) is { } json => json,
        _ => JsonSerializer.SerializeToElement(text),
    };
}
