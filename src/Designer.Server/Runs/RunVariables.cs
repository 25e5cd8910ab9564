using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;

namespace Designer.Server.Runs;

/// <summary>Default values stand as text in the file, whatever the variable's type.</summary>
internal static class RunVariables
{
    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    private static readonly string[] Texts = ["String", "Object", "Guid", "DateTime", "DateTimeOffset", "TimeSpan", "ByteArray"];

    public static ImmutableDictionary<string, JsonElement> Initial(WorkflowDefinition definition) =>
        definition.Variables.Concat(definition.Root.Container?.Variables ?? []).DistinctBy(v => v.Id).ToImmutableDictionary(v => v.Id, Value);

    private static JsonElement Value(Variable variable)
    {
        if (string.IsNullOrEmpty(variable.Value))
            return Null;
        if (!variable.IsArray && Texts.Contains(variable.TypeName.TrimEnd('?')))
            return JsonSerializer.SerializeToElement(variable.Value);
        if (!variable.IsArray && bool.TryParse(variable.Value, out var flag))
            return JsonSerializer.SerializeToElement(flag);
        if (!variable.IsArray && decimal.TryParse(variable.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return JsonSerializer.SerializeToElement(number);
        return Parsed(variable.Value);
    }

    /// <summary>What is no JSON stays the text it is; Elsa would drop it.</summary>
    private static JsonElement Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
