using Designer.Server.Hosting;
using Designer.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>Elsa Studio's sign-in: the owner's name and password for tokens.</summary>
internal static class IdentityEndpoints
{
    public static void MapElsaIdentity(this IEndpointRouteBuilder elsa)
    {
        elsa.MapPost("/identity/login", SignInAsync).AllowAnonymous();
        elsa.MapPost("/identity/refresh-token", RefreshAsync).AllowAnonymous();
    }

    private static async Task<Results<JsonHttpResult<Tokens>, ProblemHttpResult>> SignInAsync(Credentials credentials, HttpContext http, OwnerAccount owner, SignInThrottle throttle, AccessTokens tokens, CancellationToken cancellationToken)
    {
        if (throttle.Attempt(http.Connection.RemoteIpAddress, credentials.Username) is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return CodedProblem.Of(StatusCodes.Status429TooManyRequests, "too-many-attempts", $"Too many attempts from this address or for this name. Try again in {seconds} seconds.");
        }
        // 200 and isAuthenticated false is how Elsa refuses, and what its Studio shows as a wrong password.
        if (await owner.SignInAsync(credentials.Username, credentials.Password, cancellationToken) is not { } user)
            return ElsaWire.Json(new Tokens(false, null, null));
        throttle.Succeeded(credentials.Username);
        return ElsaWire.Json(Of(user, tokens));
    }

    /// <summary>Elsa's client sends the refresh token where the access token stands otherwise.</summary>
    private static async Task<Results<JsonHttpResult<Tokens>, UnauthorizedHttpResult>> RefreshAsync(HttpRequest request, AccessTokens tokens, CancellationToken cancellationToken) =>
        AccessTokenHandler.Offered(request) is { } token && await tokens.ReadRefreshAsync(token, cancellationToken) is { } user ? ElsaWire.Json(Of(user, tokens)) : TypedResults.Unauthorized();

    private static Tokens Of(User user, AccessTokens tokens) => new(true, tokens.Access(user), tokens.Refresh(user));

    internal sealed record Credentials(string Username, string Password);

    internal sealed record Tokens(bool IsAuthenticated, string? AccessToken, string? RefreshToken);
}
