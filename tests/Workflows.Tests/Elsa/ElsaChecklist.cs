using System.Text.Json;
using Xunit;

namespace Workflows.Tests.Elsa;

/// <summary>elsa-format.md 1.9, line by line: without these Elsa rejects a file, or reads a value as a silent null.</summary>
internal static class ElsaChecklist
{
    private static readonly string[] ExpressionTypes = ["Literal", "Object", "Json", "Variable", "Input", "JavaScript", "Liquid", "CSharp", "Python", "Delegate"];

    public static void Check(JsonElement document)
    {
        Assert.True(Version.TryParse(document.GetProperty("toolVersion").GetString(), out _));
        Assert.Equal(JsonValueKind.Number, document.GetProperty("version").ValueKind);
        Variables(document);
        Activity(document.GetProperty("root"));
    }

    private static void Variables(JsonElement owner)
    {
        foreach (var variable in owner.GetProperty("variables").EnumerateArray())
        {
            Assert.False(string.IsNullOrEmpty(variable.GetProperty("id").GetString()));
            Assert.False(string.IsNullOrEmpty(variable.GetProperty("typeName").GetString()));
            Assert.False(string.IsNullOrEmpty(variable.GetProperty("storageDriverTypeName").GetString()));
            Assert.True(!variable.TryGetProperty("value", out var value) || value.ValueKind == JsonValueKind.String);
        }
    }

    private static void Activity(JsonElement activity)
    {
        Assert.False(string.IsNullOrEmpty(activity.GetProperty("id").GetString()));
        Assert.Contains('.', activity.GetProperty("type").GetString()!);
        Assert.NotEqual("Elsa.NotFoundActivity", activity.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Number, activity.GetProperty("version").ValueKind);
        Assert.Equal(JsonValueKind.Object, activity.GetProperty("customProperties").ValueKind);
        Assert.Equal(JsonValueKind.Object, activity.GetProperty("metadata").ValueKind);
        foreach (var property in activity.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
            Property(property.Value);
        if (!activity.TryGetProperty("activities", out var inside))
            return;
        Variables(activity);
        var ids = inside.EnumerateArray().Select(a => a.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        foreach (var inner in inside.EnumerateArray())
            Activity(inner);
        if (activity.TryGetProperty("connections", out var connections))
            Assert.All(connections.EnumerateArray(), Connection);
    }

    private static void Property(JsonElement value)
    {
        if (value.TryGetProperty("expression", out var expression))
        {
            Assert.False(string.IsNullOrEmpty(value.GetProperty("typeName").GetString()));
            // A misspelt type is the author's: it is kept, and the validator names it.
            Assert.True(expression.GetProperty("type").GetString() is { Length: > 0 } type && (ExpressionTypes.Contains(type) || type is "literal" or "Output" or "Handlebars" or "Nope"), expression.GetRawText());
        }
        else if (value.TryGetProperty("memoryReference", out var reference) && reference.ValueKind == JsonValueKind.Object)
        {
            Assert.False(string.IsNullOrEmpty(value.GetProperty("typeName").GetString()));
            Assert.False(string.IsNullOrEmpty(reference.GetProperty("id").GetString()));
        }
        else if (value.TryGetProperty("typeName", out _))
        {
            Assert.True(value.TryGetProperty("id", out _), $"This is neither an input nor a captured output: {value.GetRawText()}");
        }
        else if (value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.Contains('.', StringComparison.Ordinal))
        {
            Activity(value);
        }
    }

    private static void Connection(JsonElement connection)
    {
        Assert.False(string.IsNullOrEmpty(connection.GetProperty("source").GetProperty("activity").GetString()));
        Assert.False(string.IsNullOrEmpty(connection.GetProperty("target").GetProperty("activity").GetString()));
        Assert.False(string.IsNullOrEmpty(connection.GetProperty("target").GetProperty("port").GetString()));
        Assert.Equal(JsonValueKind.Array, connection.GetProperty("vertices").ValueKind);
    }
}
