using Designer.Contracts.Security;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Security;

public static class ApiKeyEndpoints
{
    private const int LongestName = 100;

    public static IEndpointRouteBuilder MapApiKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/keys", async (ApiKeyStore keys, CancellationToken cancellationToken) => TypedResults.Ok(await keys.ListAsync(cancellationToken)));
        routes.MapPost("/api/keys", CreateAsync);
        routes.MapDelete("/api/keys/{id}", RevokeAsync);
        return routes;
    }

    private static async Task<Results<Ok<CreateApiKeyResponse>, ProblemHttpResult>> CreateAsync(CreateApiKeyRequest request, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        var name = request.Name.Trim();
        return name.Length is >= 1 and <= LongestName
            ? TypedResults.Ok(await keys.CreateAsync(name, cancellationToken))
            : CodedProblem.Of(StatusCodes.Status400BadRequest, "key-name-invalid", $"A key's name must have between 1 and {LongestName} characters; it has {name.Length}.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, ApiKeyStore keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : CodedProblem.Of(StatusCodes.Status404NotFound, "key-unknown", $"There is no API key '{id}'.");
}
