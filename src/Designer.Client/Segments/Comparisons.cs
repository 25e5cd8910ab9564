using System.Globalization;
using System.Text.Json;
using Workflows.Segments;

namespace Designer.Client.Segments;

/// <summary>Which comparisons a type offers and how what was typed becomes the rule's value.</summary>
public static class Comparisons
{
    public static IReadOnlyList<Comparison> For(string type) => type switch
    {
        "Number" => [Comparison.Equal, Comparison.NotEqual, Comparison.AtLeast, Comparison.MoreThan, Comparison.AtMost, Comparison.LessThan, Comparison.Between, Comparison.IsSet, Comparison.IsNotSet],
        "YesNo" => [Comparison.Equal, Comparison.IsSet, Comparison.IsNotSet],
        "Date" => [Comparison.Before, Comparison.After, Comparison.Between, Comparison.WithinLastDays, Comparison.NotWithinLastDays, Comparison.AnniversaryWithinDays, Comparison.IsSet, Comparison.IsNotSet],
        "Any" => [Comparison.Equal, Comparison.NotEqual, Comparison.AtLeast, Comparison.AtMost, Comparison.Contains, Comparison.OneOf, Comparison.IsSet, Comparison.IsNotSet],
        _ => [Comparison.Equal, Comparison.NotEqual, Comparison.Contains, Comparison.NotContains, Comparison.StartsWith, Comparison.OneOf, Comparison.NoneOf, Comparison.IsSet, Comparison.IsNotSet],
    };

    public static bool TakesNoValue(Comparison comparison) => comparison is Comparison.IsSet or Comparison.IsNotSet;

    public static bool TakesTwo(Comparison comparison) => comparison is Comparison.Between;

    public static bool TakesMany(Comparison comparison) => comparison is Comparison.OneOf or Comparison.NoneOf;

    public static bool TakesNumber(Comparison comparison, string type) =>
        comparison is Comparison.WithinLastDays or Comparison.NotWithinLastDays or Comparison.AnniversaryWithinDays || (type is "Number" && !TakesNoValue(comparison));

    /// <returns>Null when nothing usable was typed.</returns>
    public static JsonElement? Parse(Comparison comparison, string type, string? text, string? second = null)
    {
        if (TakesNoValue(comparison))
            return null;
        if (TakesTwo(comparison))
            return JsonSerializer.SerializeToElement(new[] { One(comparison, type, text), One(comparison, type, second) });
        if (TakesMany(comparison))
            return JsonSerializer.SerializeToElement((text ?? "").Split([',', '，', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => One(comparison, type, part)));
        return One(comparison, type, text) is { } one ? JsonSerializer.SerializeToElement(one) : null;
    }

    /// <summary>What the input shows for a value; 0 is the first of two.</summary>
    public static string Show(JsonElement? value, int index = 0) => value switch
    {
        { ValueKind: JsonValueKind.Array } list when index < 0 => string.Join(", ", list.EnumerateArray().Select(item => Show(item))),
        { ValueKind: JsonValueKind.Array } list => index < list.GetArrayLength() ? Show(list[index]) : "",
        { ValueKind: JsonValueKind.String } text => index <= 0 ? text.GetString()! : "",
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => "",
        { } other => index <= 0 ? other.GetRawText() : "",
    };

    private static object? One(Comparison comparison, string type, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var trimmed = text.Trim();
        if (TakesNumber(comparison, type) || type is "Any")
        {
            if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            return type is "Any" ? trimmed : null;
        }
        return type is "YesNo" ? trimmed == "true" : trimmed;
    }
}
