using System.Globalization;
using Activities.Contacts;

namespace Storage.Facts.Contacts;

/// <summary>Turns what a caller says of an attribute (string, number, bool, instant) into what its column holds.</summary>
internal static class AttributeValues
{
    public static AttributeType TypeOf(object value) => value switch
    {
        bool => AttributeType.YesNo,
        double or float or int or long or decimal => AttributeType.Number,
        DateTimeOffset or DateTime or DateOnly => AttributeType.Date,
        _ => AttributeType.Text,
    };

    /// <exception cref="AttributeTypeException">The value does not fit; the sentence names the attribute, its type and the value.</exception>
    public static object? Fit(AttributeDefinition attribute, object? value)
    {
        if (value is null or "")
            return null;
        return attribute.Type switch
        {
            AttributeType.Text => value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString(),
            AttributeType.Number => Number(value),
            AttributeType.YesNo => YesNo(value),
            _ => Date(value),
        } ?? throw new AttributeTypeException($"The attribute '{attribute.Name}' holds {attribute.Type}; '{Short(value)}' is none.");
    }

    private static object? Number(object value) => value switch
    {
        double number => double.IsFinite(number) ? number : null,
        float or int or long or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    private static object? YesNo(object value) => value switch
    {
        bool yes => yes,
        string text when bool.TryParse(text, out var yes) => yes,
        _ => null,
    };

    private static object? Date(object value) => value switch
    {
        DateTimeOffset at => at.UtcDateTime,
        DateTime at => at,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at.UtcDateTime,
        _ => null,
    };

    private static string Short(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
