using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Workflows.Elsa;

/// <summary>A value in the document with its path, so that every complaint can say where.</summary>
internal readonly record struct Place(Trail Trail, JsonElement Value)
{
    public string Path => Trail.ToString();

    public bool IsNothing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public Place this[string name] => new(Trail.To(name), Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? value : default);

    public ElsaJsonException Wrong(string expected) =>
        new(Value.ValueKind == JsonValueKind.Undefined ? $"{Path} is missing: {expected} is expected." : $"{Path} must be {expected}, but it is {Excerpt()}.");

    public Place Object() => Value.ValueKind == JsonValueKind.Object ? this : throw Wrong("an object");

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Wrong("a text");

    public string? OptionalText() => IsNothing ? null : Text();

    /// <summary>For values that Elsa keeps as text whatever they are in the file.</summary>
    public string? AsText() => Value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => Value.GetString(),
        _ => Value.GetRawText(),
    };

    public bool Flag(bool otherwise) => Value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    public double Number() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong("a number");

    public int Whole(int otherwise) => Value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => otherwise,
        JsonValueKind.Number when Value.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(Value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong("a whole number"),
    };

    public IEnumerable<Place> Items()
    {
        if (IsNothing)
            return [];
        if (Value.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        var trail = Trail;
        return Value.EnumerateArray().Select((item, i) => new Place(trail.To(i), item));
    }

    /// <summary>The object's properties; of two with one name the last, as everywhere in JSON here.</summary>
    public IReadOnlyDictionary<string, Place> Properties()
    {
        var properties = new Dictionary<string, Place>();
        foreach (var property in Value.EnumerateObject())
            properties[property.Name] = new Place(Trail.To(property.Name), property.Value);
        return properties;
    }

    /// <summary>The object's properties, cloned; null is an empty object.</summary>
    public ImmutableDictionary<string, JsonElement> Dictionary() => IsNothing ? ImmutableDictionary<string, JsonElement>.Empty : Object().Others([]);

    /// <summary>All properties but those that were read.</summary>
    public ImmutableDictionary<string, JsonElement> Others(ReadOnlySpan<string> read)
    {
        var others = ImmutableDictionary.CreateBuilder<string, JsonElement>();
        foreach (var property in Value.EnumerateObject())
        {
            if (!read.Contains(property.Name))
                others[property.Name] = property.Value.Clone();
        }

        return others.ToImmutable();
    }

    private string Excerpt()
    {
        var text = Value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
