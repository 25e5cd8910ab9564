using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Segments;

/// <summary>Makes every serializer speak the shapes of <see cref="SegmentRule"/>. An unknown shape is a JsonException that names it.</summary>
public sealed class SegmentRuleJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(SegmentRule).IsAssignableFrom(typeToConvert);

    // A table and no MakeGenericType: the client is trimmed.
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => typeToConvert.Name switch
    {
        nameof(AllOf) => new Converter<AllOf>(),
        nameof(AnyOf) => new Converter<AnyOf>(),
        nameof(Not) => new Converter<Not>(),
        nameof(AttributeIs) => new Converter<AttributeIs>(),
        nameof(HasTag) => new Converter<HasTag>(),
        nameof(HasConsent) => new Converter<HasConsent>(),
        nameof(HasEvent) => new Converter<HasEvent>(),
        nameof(InSegment) => new Converter<InSegment>(),
        nameof(ScoreIs) => new Converter<ScoreIs>(),
        _ => new Converter<SegmentRule>(),
    };

    private sealed class Converter<T> : JsonConverter<T>
        where T : SegmentRule
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return SegmentRuleReader.Read(document.RootElement) as T
                ?? throw new JsonException($"A rule of the kind {typeof(T).Name} was expected, but this is another: {SegmentRuleReader.Excerpt(document.RootElement)}");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => SegmentRuleWriter.Write(writer, value);
    }
}
