using System.Text.Json;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Http;

/// <summary>Headers as an author writes them, of requests and of answers.</summary>
internal static class HttpHeaders
{
    /// <summary>An object of texts or of lists of texts, or such as JSON text, as Elsa writes it.</summary>
    public static IEnumerable<(string Name, string Value)> Read(JsonElement? given)
    {
        var headers = given is { ValueKind: JsonValueKind.String } text ? InputJson.TryParse(text.GetString()!) : given;
        if (headers is not { ValueKind: JsonValueKind.Object } map)
            return [];
        return map.EnumerateObject().SelectMany(h => h.Value.ValueKind == JsonValueKind.Array ? h.Value.EnumerateArray().Select(v => (h.Name, v.ToString())) : [(h.Name, h.Value.ToString())]);
    }

    /// <exception cref="ActivityFaultException">A line break would begin a header that nobody wrote into the flow.</exception>
    public static void RefuseBroken(IEnumerable<(string Name, string Value)> headers)
    {
        if (headers.FirstOrDefault(h => h.Value.AsSpan().ContainsAny('\r', '\n', '\0')) is { Name: { } broken })
            throw new ActivityFaultException($"The header '{broken}' holds a line break.", canRetry: false);
    }
}
