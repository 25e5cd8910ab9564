using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Activities.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Designer.Server.Http;

/// <summary>What a request brings to a flow: the outputs of its HttpEndpoint by name.</summary>
internal static class FlowRequests
{
    /// <summary>Credentials for this server are not the flow's to keep; they would stand in its run.</summary>
    private static readonly string[] Secrets = ["Authorization", "Cookie", "Proxy-Authorization", Security.RequestGuards.HeaderName];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadHttpRequestException">The body is too large (413), carries a file (415) or is not what its content type says (400).</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request, RouteValueDictionary route, HttpTerms terms, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size && size.MaxRequestBodySize is null or > 0)
            size!.MaxRequestBodySize = Math.Min(terms.SizeLimit, size.MaxRequestBodySize ?? long.MaxValue);
        var outputs = new JsonObject
        {
            ["parsedContent"] = await ContentAsync(request, terms.SizeLimit, cancellationToken),
            ["routeData"] = new JsonObject(route.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, Convert.ToString(v.Value, System.Globalization.CultureInfo.InvariantCulture)))),
            ["queryStringData"] = Values(request.Query),
            ["headers"] = new JsonObject(request.Headers.Where(h => !Secrets.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, All(h.Value)))),
            ["result"] = new JsonObject { ["method"] = request.Method, ["path"] = request.Path.Value, ["queryString"] = request.QueryString.Value },
        };
        return JsonSerializer.SerializeToElement(outputs);
    }

    private static async Task<JsonNode?> ContentAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
            return await FormAsync(request, limit, cancellationToken);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
            return null;
        try
        {
            var text = Strict.GetString(body.GetBuffer().AsSpan(0, (int)body.Length));
            return request.HasJsonContentType() ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException($"The body is no JSON: {wrong.Message}", wrong);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new BadHttpRequestException("The body is no text in UTF-8; flows take texts and JSON.", StatusCodes.Status415UnsupportedMediaType, wrong);
        }
    }

    private static async Task<JsonNode> FormAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        try
        {
            var form = await request.ReadFormAsync(new FormOptions { BufferBody = false, MultipartBodyLengthLimit = limit, BufferBodyLengthLimit = limit, ValueLengthLimit = (int)limit }, cancellationToken);
            if (form.Files.Count > 0)
                throw new BadHttpRequestException($"The form carries the file '{form.Files[0].FileName}'; flows take the texts of a form, no files.", StatusCodes.Status415UnsupportedMediaType);
            return Values(form);
        }
        catch (InvalidDataException wrong)
        {
            throw new BadHttpRequestException($"The form cannot be read: {wrong.Message}", wrong);
        }
    }

    private static JsonObject Values(IEnumerable<KeyValuePair<string, StringValues>> values) =>
        new(values.Select(v => KeyValuePair.Create(v.Key, v.Value.Count == 1 ? JsonValue.Create(v.Value[0]) : (JsonNode)All(v.Value))));

    private static JsonArray All(StringValues values) => new([.. values.Select(v => (JsonNode?)v)]);
}
