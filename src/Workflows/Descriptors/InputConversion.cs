using System.Globalization;
using System.Text.Json;
using Workflows.Expressions;

namespace Workflows.Descriptors;

/// <summary>One JSON value to one input's type, with Elsa's conversions (a number for a text, "true" for a switch, JSON as text for an object).</summary>
internal static class InputConversion
{
    /// <exception cref="InputException">The value does not fit; the message names it, unless it is long.</exception>
    public static object? Convert(string name, JsonElement json, Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (type == typeof(JsonElement))
            return json;
        if (type == typeof(string))
            return Text(json);
        if (type == typeof(Template))
            return new Template(Text(json));

        var text = json.ValueKind == JsonValueKind.String ? json.GetString()!.Trim() : null;
        // A cleared field of the inspector is no value.
        if (text is "" && (Nullable.GetUnderlyingType(target) is not null || !type.IsValueType))
            return null;
        var value = type switch
        {
            _ when type == typeof(bool) => Boolean(json, text),
            _ when type.IsEnum => text is not null && Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member!) ? member : null,
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null,
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null,
            _ when type.IsPrimitive || type == typeof(decimal) => Number(json, text, type),
            _ => Object(name, json, text, type),
        };
        return value ?? throw Misfit(name, json, type, null);
    }

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        // .NET's spelling, because that is what Elsa writes for a Boolean literal in a String input.
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => json.GetRawText(),
    };

    private static object? Boolean(JsonElement json, string? text) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble() != 0,
        _ => bool.TryParse(text, out var parsed) ? parsed : null,
    };

    private static object? Number(JsonElement json, string? text, Type type)
    {
        var written = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : text;
        if (!decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var isWhole = type != typeof(double) && type != typeof(float) && type != typeof(decimal);
        if (isWhole && decimal.Truncate(number) != number)
            return null;
        try
        {
            return System.Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null; // Becomes the sentence that names the value.
        }
    }

    private static object? Object(string name, JsonElement json, string? text, Type type)
    {
        try
        {
            return text is null ? json.Deserialize(type, InputJson.Options) : JsonSerializer.Deserialize(text, type, InputJson.Options);
        }
        catch (JsonException e)
        {
            throw Misfit(name, json, type, e);
        }
    }

    private static InputException Misfit(string name, JsonElement json, Type type, JsonException? cause)
    {
        var value = json.GetRawText();
        var shown = value.Length > 100 ? value[..100] + "…" : value;
        var because = cause is null ? "" : $" ({cause.Message.TrimEnd('.')})";
        return new InputException(name, $"The input '{name}' must be {Expected(type)}, but it is {shown}{because}.", cause);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "a duration such as 3.00:00:00 (days.hours:minutes:seconds)",
        _ when type == typeof(TimeOnly) => "a time of day such as 09:00",
        _ when type == typeof(DateTimeOffset) => "an instant such as 2026-05-01T09:00:00Z",
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => "a number",
        _ when type.IsPrimitive => "a whole number",
        _ => $"JSON for {type.Name}",
    };
}
