using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>The document as Elsa 3.7.1 exports it: $schema first, nulls left out at this level. Dictionaries are written in the order of their names, so that two exports can be compared.</summary>
internal static class DefinitionWriter
{
    public static void Write(Utf8JsonWriter writer, WorkflowDefinition definition)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", DefinitionReader.Schema);
        WriteText(writer, "id", definition.Id);
        WriteText(writer, "definitionId", definition.DefinitionId.Length == 0 ? null : definition.DefinitionId);
        writer.WriteString("name", definition.Name);
        WriteText(writer, "description", definition.Description);
        if (definition.CreatedAt is { } createdAt)
            writer.WriteString("createdAt", createdAt);
        writer.WriteNumber("version", definition.Version);
        writer.WriteString("toolVersion", definition.ToolVersion);
        WriteVariables(writer, definition.Variables);
        WriteArguments(writer, "inputs", definition.Inputs);
        WriteArguments(writer, "outputs", definition.Outputs);
        writer.WriteStartArray("outcomes");
        foreach (var outcome in definition.Outcomes)
            writer.WriteStringValue(outcome);
        writer.WriteEndArray();
        WriteObject(writer, "customProperties", definition.CustomProperties);
        writer.WriteBoolean("isLatest", definition.IsLatest);
        writer.WriteBoolean("isPublished", definition.IsPublished);
        WriteObject(writer, "options", definition.Options);
        WriteProperties(writer, definition.Unknown);
        writer.WritePropertyName("root");
        ActivityWriter.Write(writer, definition.Root, "Workflow1");
        writer.WriteEndObject();
    }

    public static void WriteVariables(Utf8JsonWriter writer, ImmutableArray<Variable> variables)
    {
        writer.WriteStartArray("variables");
        foreach (var variable in variables)
        {
            writer.WriteStartObject();
            writer.WriteString("id", variable.Id);
            writer.WriteString("name", variable.Name);
            writer.WriteString("typeName", variable.TypeName);
            writer.WriteBoolean("isArray", variable.IsArray);
            WriteText(writer, "value", variable.Value);
            WriteText(writer, "storageDriverTypeName", variable.StorageDriverTypeName);
            WriteProperties(writer, variable.Unknown);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    public static void WriteObject(Utf8JsonWriter writer, string name, ImmutableDictionary<string, JsonElement> properties)
    {
        writer.WriteStartObject(name);
        WriteProperties(writer, properties);
        writer.WriteEndObject();
    }

    public static void WriteProperties(Utf8JsonWriter writer, ImmutableDictionary<string, JsonElement> properties)
    {
        foreach (var (name, value) in properties.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    private static void WriteArguments(Utf8JsonWriter writer, string name, ImmutableArray<Argument> arguments)
    {
        writer.WriteStartArray(name);
        foreach (var argument in arguments)
        {
            writer.WriteStartObject();
            WriteText(writer, "uiHint", argument.UiHint);
            WriteText(writer, "storageDriverType", argument.StorageDriverType);
            writer.WriteString("type", argument.Type);
            writer.WriteString("name", argument.Name);
            WriteText(writer, "displayName", argument.DisplayName);
            WriteText(writer, "description", argument.Description);
            WriteText(writer, "category", argument.Category);
            WriteProperties(writer, argument.Unknown);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
