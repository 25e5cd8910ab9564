using System.Text.Json;
using System.Text.Json.Serialization;
using Designer.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>How Elsa's interface stands on the wire: camelCase, no nulls, trees as deep as a definition may be.</summary>
internal static class ElsaWire
{
    public const string Prefix = "/elsa/api";

    public static JsonSerializerOptions Options { get; } = ContractJson.Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 512 });

    public static JsonHttpResult<T> Json<T>(T answer, int status = StatusCodes.Status200OK) => TypedResults.Json(answer, Options, statusCode: status);

    /// <summary>Clients of Elsa send no body, or an empty one, where all of it is optional.</summary>
    /// <exception cref="BadHttpRequestException">It is no JSON of this shape.</exception>
    public static async Task<T> BodyAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class, new()
    {
        if (request.ContentLength is 0 || !request.HasJsonContentType())
            return new T();
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Options, cancellationToken) ?? new T();
        }
        catch (JsonException unreadable)
        {
            throw new BadHttpRequestException("The JSON of the request cannot be read.", StatusCodes.Status400BadRequest, unreadable);
        }
    }
}

internal sealed record ElsaList<T>(IReadOnlyList<T> Items)
{
    public int Count => Items.Count;
}

internal sealed record ElsaPage<T>(IReadOnlyList<T> Items, long TotalCount)
{
    public IReadOnlyList<ElsaLink>? Links { get; init; }
}

internal sealed record ElsaLink(string Href, string Rel, string Method);
