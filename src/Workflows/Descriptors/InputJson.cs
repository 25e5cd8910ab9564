using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Expressions;

namespace Workflows.Descriptors;

/// <summary>How inputs and outputs of activities stand in JSON: camelCase, enums by name, a template as its text, a time of day as HH:mm.</summary>
public static class InputJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new TemplateJson(), new TimeOfDayJson() },
    };

    /// <summary>JSON that stands as text, or null where it is none.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class TemplateJson : JsonConverter<Template>
    {
        public override Template Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Template value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    private sealed class TimeOfDayJson : JsonConverter<TimeOnly>
    {
        public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeOnly.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var time) ? time : throw new JsonException("A time of day is written like 09:00.");

        public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(value.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
