using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Segments;

/// <summary>Writes the one canonical shape of each rule.</summary>
internal static class SegmentRuleWriter
{
    public static void Write(Utf8JsonWriter writer, SegmentRule rule)
    {
        writer.WriteStartObject();
        switch (rule)
        {
            case AllOf all:
                WriteRules(writer, "all", all.Rules);
                break;
            case AnyOf any:
                WriteRules(writer, "any", any.Rules);
                break;
            case Not not:
                writer.WritePropertyName("not");
                Write(writer, not.Rule);
                break;
            case AttributeIs attribute:
                WriteComparison(writer, "attribute", attribute.Attribute, attribute.Is, attribute.Value);
                break;
            case HasTag tag:
                writer.WriteString("tag", tag.Tag);
                break;
            case HasConsent consent:
                writer.WriteString("consent", consent.Channel);
                break;
            case HasEvent happened:
                WriteEvent(writer, happened);
                break;
            case InSegment segment:
                writer.WriteString("segment", segment.SegmentId);
                break;
            case ScoreIs score:
                writer.WriteString("score", score.Score);
                WriteNumber(writer, "min", score.Min);
                WriteNumber(writer, "max", score.Max);
                break;
            default:
                throw new JsonException($"A rule of the kind {rule.GetType().Name} has no JSON.");
        }

        writer.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter writer, HasEvent happened)
    {
        writer.WriteString("event", happened.Event);
        writer.WriteStartObject("count");
        WriteNumber(writer, "min", happened.Min);
        WriteNumber(writer, "max", happened.Max);
        writer.WriteEndObject();
        WriteNumber(writer, "withinDays", happened.WithinDays);
        if (happened.Where.IsDefaultOrEmpty)
            return;
        writer.WriteStartArray("where");
        foreach (var condition in happened.Where)
        {
            writer.WriteStartObject();
            WriteComparison(writer, "property", condition.Property, condition.Is, condition.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter writer, string name, ImmutableArray<SegmentRule> rules)
    {
        writer.WriteStartArray(name);
        foreach (var rule in rules.IsDefault ? [] : rules)
            Write(writer, rule);
        writer.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter writer, string kind, string name, Comparison comparison, JsonElement? value)
    {
        writer.WriteString(kind, name);
        writer.WriteString("is", comparison.ToString());
        if (value is not { } given || given.ValueKind == JsonValueKind.Undefined)
            return;
        writer.WritePropertyName("value");
        given.WriteTo(writer);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }
}
