using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Designer.Server.Security;

/// <summary>Authenticates <c>Authorization: ApiKey …</c>. Such requests carry no cookie's authority, so they need no antiforgery token.</summary>
public sealed class ApiKeyHandler(ApiKeyStore keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Prefix = SchemeName + " ";

    public static bool IsOffered(HttpRequest request) => request.Headers.Authorization.Any(header => header?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var holder = await keys.FindAsync(header[Prefix.Length..].Trim(), Context.RequestAborted);
        if (holder is null)
            return AuthenticateResult.Fail("The API key is unknown or was revoked.");
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, holder.Name), new(ClaimTypes.Role, holder.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
