using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>An activity in the shape that Elsa's importer takes without a silent null: elsa-format 1.9.</summary>
internal static class ActivityWriter
{
    public static void Write(Utf8JsonWriter writer, Activity activity, string parentNodeId)
    {
        if (activity.Type == "Elsa.Cron")
            activity = CronWeekdays.ToElsa(activity);
        var nodeId = $"{parentNodeId}:{activity.Id}";
        writer.WriteStartObject();
        writer.WriteString("id", activity.Id);
        writer.WriteString("nodeId", nodeId);
        DefinitionWriter.WriteText(writer, "name", activity.Name);
        writer.WriteString("type", activity.Type);
        writer.WriteNumber("version", activity.Version);
        foreach (var (name, input) in activity.Inputs.OrderBy(p => p.Key, StringComparer.Ordinal))
            WriteInput(writer, name, input);
        foreach (var (name, output) in activity.Outputs.OrderBy(p => p.Key, StringComparer.Ordinal))
            WriteOutput(writer, name, output);
        DefinitionWriter.WriteProperties(writer, activity.Properties);
        foreach (var (name, body) in activity.Bodies.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, body, nodeId);
        }

        DefinitionWriter.WriteObject(writer, "customProperties", activity.CustomProperties);
        DefinitionWriter.WriteObject(writer, "metadata", activity.Metadata);
        if (activity.Container is { } container)
            WriteContainer(writer, container, nodeId, hasConnections: activity.Type != "Elsa.Sequence" || container.Connections.Length > 0);
        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, string name, ActivityInput input)
    {
        writer.WritePropertyName(name);
        if (input.IsBare && input.Expression is { Type: ExpressionTypes.Literal, Value: { } bare })
        {
            bare.WriteTo(writer);
            return;
        }

        if (input.Expression is not { } expression)
        {
            // {"expression": null} makes Elsa reject the whole file; a null input is its default.
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        // Without any typeName Elsa reads the input as null; which one it is does not matter.
        writer.WriteString("typeName", input.TypeName ?? "Object");
        writer.WriteStartObject("expression");
        writer.WriteString("type", expression.Type);
        if (expression.Value is { } value)
        {
            writer.WritePropertyName("value");
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        if (input.MemoryReferenceId is { } reference)
            WriteReference(writer, reference);
        DefinitionWriter.WriteProperties(writer, input.Unknown);
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, string name, OutputBinding output)
    {
        writer.WriteStartObject(name);
        writer.WriteString("typeName", output.TypeName ?? "Object");
        WriteReference(writer, output.MemoryReferenceId);
        writer.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter writer, string id)
    {
        writer.WriteStartObject("memoryReference");
        writer.WriteString("id", id);
        writer.WriteEndObject();
    }

    private static void WriteContainer(Utf8JsonWriter writer, Container container, string nodeId, bool hasConnections)
    {
        writer.WriteStartArray("activities");
        foreach (var activity in container.Activities)
            Write(writer, activity, nodeId);
        writer.WriteEndArray();
        DefinitionWriter.WriteVariables(writer, container.Variables);
        if (!hasConnections)
            return;
        writer.WriteStartArray("connections");
        foreach (var connection in container.Connections)
            WriteConnection(writer, connection);
        writer.WriteEndArray();
    }

    private static void WriteConnection(Utf8JsonWriter writer, Connection connection)
    {
        writer.WriteStartObject();
        WriteEnd(writer, "source", connection.Source, connection.SourcePort);
        WriteEnd(writer, "target", connection.Target, connection.TargetPort ?? "In");
        writer.WriteStartArray("vertices");
        foreach (var vertex in connection.Vertices)
        {
            writer.WriteStartObject();
            writer.WriteNumber("x", vertex.X);
            writer.WriteNumber("y", vertex.Y);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        DefinitionWriter.WriteProperties(writer, connection.Unknown);
        writer.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter writer, string name, string activity, string? port)
    {
        writer.WriteStartObject(name);
        writer.WriteString("activity", activity);
        DefinitionWriter.WriteText(writer, "port", port);
        writer.WriteEndObject();
    }
}
