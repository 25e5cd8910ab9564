using System.Globalization;
using Workflows.Descriptors;

namespace Activities.Contacts;

/// <summary>An attribute's value as a person types it.</summary>
internal static class AttributeText
{
    public static AttributeType Guess(string? text) => text?.Trim() switch
    {
        null or "" => AttributeType.Text,
        var t when bool.TryParse(t, out _) => AttributeType.YesNo,
        var t when Number(t) is not null => AttributeType.Number,
        var t when Date(t) is not null => AttributeType.Date,
        _ => AttributeType.Text,
    };

    /// <exception cref="InputException">The text does not fit the attribute's type.</exception>
    public static object? Parse(string? text, AttributeDefinition attribute)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            return null;
        object? value = attribute.Type switch
        {
            AttributeType.Number => Number(trimmed),
            AttributeType.YesNo => bool.TryParse(trimmed, out var yes) ? yes : null,
            AttributeType.Date => Date(trimmed),
            _ => trimmed,
        };
        return value ?? throw new InputException("value", $"'{trimmed}' does not fit the attribute '{attribute.Name}', which holds {Expected(attribute.Type)}.");
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date) ? date : null;

    private static string Expected(AttributeType type) => type switch
    {
        AttributeType.Number => "numbers such as 12.5",
        AttributeType.YesNo => "true or false",
        AttributeType.Date => "dates such as 2026-05-01",
        _ => "texts",
    };
}
