using System.Text.Json;
using System.Text.Json.Serialization;

namespace Designer.Contracts;

/// <summary>The one JSON dialect that server and client speak: camelCase, enums by name.</summary>
public static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        // A definition may be 256 levels deep, and stands inside a request or an answer.
        options.MaxDepth = 512;
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
