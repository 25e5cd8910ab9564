using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Running.Ordinary;

/// <summary>Values of variables as Elsa converts them: the default stands as text in the file whatever the type; what does not convert is the type's own default.</summary>
public static class VariableValues
{
    public static JsonElement Null { get; } = JsonSerializer.SerializeToElement<object?>(null);

    private static readonly JsonElement Zero = JsonSerializer.SerializeToElement(0);
    private static readonly JsonElement False = JsonSerializer.SerializeToElement(false);

    private enum Shape { Any, Text, Whole, Number, Flag, Instant, Json, Texts, Unknown }

    /// <summary>Elsa drops a default that does not convert, and one of a type that it does not know.</summary>
    public static JsonElement Initial(Variable variable)
    {
        if (string.IsNullOrEmpty(variable.Value) || ShapeOf(variable.TypeName) is not (var shape and not Shape.Unknown))
            return Null;
        if (variable.IsArray)
            return InputJson.TryParse(variable.Value) is { ValueKind: JsonValueKind.Array } list ? list : Null;
        return TryConvert(shape, JsonSerializer.SerializeToElement(variable.Value)) ?? Null;
    }

    public static JsonElement Convert(Variable variable, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Null;
        if (variable.IsArray)
            return value.ValueKind == JsonValueKind.String && InputJson.TryParse(value.GetString()!) is { ValueKind: JsonValueKind.Array } list ? list : value;
        var shape = ShapeOf(variable.TypeName);
        return TryConvert(shape, value) ?? shape switch { Shape.Whole or Shape.Number => Zero, Shape.Flag => False, _ => Null };
    }

    /// <summary>A value given for a type, as Elsa's arguments spell it (String, Int32?, String[], List&lt;Int32&gt;). An unknown type takes anything.</summary>
    /// <returns>Null: it does not convert.</returns>
    public static JsonElement? TryConvert(string typeName, JsonElement value)
    {
        var isList = typeName.EndsWith("[]", StringComparison.Ordinal) || typeName.StartsWith("List<", StringComparison.Ordinal);
        if (isList)
            return value.ValueKind == JsonValueKind.Array ? value : value.ValueKind == JsonValueKind.String && InputJson.TryParse(value.GetString()!) is { ValueKind: JsonValueKind.Array } list ? list : null;
        return TryConvert(ShapeOf(typeName), value);
    }

    private static JsonElement? TryConvert(Shape shape, JsonElement value) => shape switch
    {
        Shape.Text => value.ValueKind == JsonValueKind.String ? value : JsonSerializer.SerializeToElement(Text(value)),
        Shape.Whole => Number(value) is { } number && Math.Abs(number) <= long.MaxValue ? JsonSerializer.SerializeToElement((long)Math.Round(number)) : null,
        Shape.Number => value.ValueKind == JsonValueKind.Number ? value : Number(value) is { } number ? JsonSerializer.SerializeToElement(number) : null,
        Shape.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value : bool.TryParse(Text(value), out var flag) ? JsonSerializer.SerializeToElement(flag) : null,
        Shape.Instant => IsInstant(Text(value)) ? value : null,
        Shape.Json => value.ValueKind == JsonValueKind.String ? InputJson.TryParse(value.GetString()!) : value,
        Shape.Texts => (value.ValueKind == JsonValueKind.String ? InputJson.TryParse(value.GetString()!) : value) is { ValueKind: JsonValueKind.Object } map
            ? JsonSerializer.SerializeToElement(map.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Text(p.Value)))
            : null,
        _ => value,
    };

    /// <summary>Aliases, their nullable forms, and .NET's names; anything else Elsa would look for among its assemblies.</summary>
    private static Shape ShapeOf(string typeName)
    {
        var name = typeName.Split(',')[0].TrimEnd('?');
        if (name.StartsWith("System.", StringComparison.Ordinal) && name.IndexOf('.', 7) < 0)
            name = name[7..];
        return name switch
        {
            "Object" => Shape.Any,
            "String" or "Guid" or "ByteArray" or "Stream" => Shape.Text,
            "Int16" or "Int32" or "Int64" or "Long" or "UInt16" or "UInt32" or "UInt64" or "Byte" => Shape.Whole,
            "Single" or "Double" or "Decimal" => Shape.Number,
            "Boolean" => Shape.Flag,
            "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" => Shape.Instant,
            "JSON" or "JsonElement" or "JsonNode" or "JsonObject" or "ObjectDictionary" or "ObjectMap" or "ExpandoObject" => Shape.Json,
            "StringDictionary" or "StringMap" => Shape.Texts,
            _ when typeName.Contains('.', StringComparison.Ordinal) || name.StartsWith("Http", StringComparison.Ordinal) || name is "RouteData" or "FormFile" or "Downloadable" => Shape.Any,
            _ => Shape.Unknown,
        };
    }

    private static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : double.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static bool IsInstant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
}
