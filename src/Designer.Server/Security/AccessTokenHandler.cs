using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Designer.Server.Security;

/// <summary>Authenticates <c>Authorization: Bearer …</c>. Like a key, no browser sends it by itself, so it needs no antiforgery token.</summary>
public sealed class AccessTokenHandler(AccessTokens tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = SchemeName + " ";

    /// <returns>Null: the request offers no token.</returns>
    public static string? Offered(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Offered(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (await tokens.ReadAccessAsync(token, Context.RequestAborted) is not { } user)
            return AuthenticateResult.Fail("The access token is not ours, too old, or of a session that was ended.");
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, user.Name), new(ClaimTypes.Role, user.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
