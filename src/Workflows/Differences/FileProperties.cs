using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Workflows.Differences;

/// <summary>Compares what is written in the file, so that nothing that is kept can differ unseen.</summary>
internal static class FileProperties
{
    public static ImmutableArray<(string Name, JsonElement Value)> Of(Activity activity) => Written(writer => ActivityWriter.Write(writer, activity, ""));

    public static ImmutableArray<(string Name, JsonElement Value)> Of(WorkflowDefinition definition) => Written(writer => DefinitionWriter.Write(writer, definition));

    public static ImmutableArray<(string Name, JsonElement Value)> Of(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(p => (p.Name, p.Value))] : [];

    /// <summary>Pairs of the same name, first those of <paramref name="after"/>; only those that differ.</summary>
    public static IEnumerable<(string Name, JsonElement? Before, JsonElement? After)> Changed(IReadOnlyList<(string Name, JsonElement Value)> before, IReadOnlyList<(string Name, JsonElement Value)> after)
    {
        var old = before.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => (JsonElement?)p.Value);
        var now = after.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => (JsonElement?)p.Value);
        return after.Select(p => p.Name).Concat(before.Select(p => p.Name)).Distinct()
            .Select(name => (name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(p => !IsSame(p.Item2, p.Item3));
    }

    /// <summary>A JSON null in the file is an input that is not given.</summary>
    public static bool IsSame(JsonElement? a, JsonElement? b)
    {
        var (left, right) = (a is { ValueKind: not JsonValueKind.Null } x ? x : (JsonElement?)null, b is { ValueKind: not JsonValueKind.Null } y ? y : (JsonElement?)null);
        return left is null || right is null ? left is null && right is null : JsonElement.DeepEquals(left.Value, right.Value) || IsSameObject(left.Value, right.Value);
    }

    /// <summary>An Object expression is JSON as text; blanks in it say nothing.</summary>
    private static bool IsSameObject(JsonElement a, JsonElement b) =>
        Text(a) is { } left && Text(b) is { } right && JsonElement.DeepEquals(left, right);

    private static JsonElement? Text(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object || !input.TryGetProperty("expression", out var expression) || expression.ValueKind != JsonValueKind.Object
            || !expression.TryGetProperty("type", out var type) || !type.ValueEquals(ExpressionTypes.Object)
            || !expression.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return JsonElement.Parse(value.GetString()!);
        }
        catch (JsonException)
        {
            // Not JSON after all: then it is equal only where its text is.
            return null;
        }
    }

    private static ImmutableArray<(string, JsonElement)> Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = 512 }))
            write(writer);
        using var document = JsonDocument.Parse(stream.ToArray(), ElsaJson.ReadOptions);
        return Of(document.RootElement.Clone());
    }
}
