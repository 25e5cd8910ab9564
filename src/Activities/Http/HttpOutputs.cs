using System.Text.Json;

namespace Activities.Http;

internal static class HttpOutputs
{
    public static JsonElement Headers(HttpAnswer answer) => JsonSerializer.SerializeToElement(answer.Headers);

    /// <summary>Elsa gives the .NET object, which no flow can keep; this says the same.</summary>
    public static JsonElement Result(HttpAnswer answer) => JsonSerializer.SerializeToElement(new { statusCode = answer.StatusCode, headers = answer.Headers, content = answer.Text });
}
