using Designer.Server.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Designer.Server.Security;

/// <summary>
/// Keeps other sites from acting with the visitor's cookie. What changes something under a cookie carries the token of this session (X-XSRF-TOKEN); what no
/// header can be asked of (the hub's handshake) or nobody has a session for yet (sign-in, set-up) must come from our own origin. API keys and access tokens are exempt: no browser sends one by itself.
/// </summary>
public sealed class RequestGuards(RequestDelegate next, IAntiforgery antiforgery, IOptions<DesignerOptions> options)
{
    public const string HeaderName = "X-XSRF-TOKEN";

    public async Task InvokeAsync(HttpContext context)
    {
        if (await FaultAsync(context) is { } problem)
            await problem.ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task<IResult?> FaultAsync(HttpContext context)
    {
        var request = context.Request;
        if (ApiKeyHandler.IsOffered(request) || AccessTokenHandler.Offered(request) is not null)
            return null;
        var isHub = request.Path.StartsWithSegments("/hubs");
        var isChange = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method));
        var isElsas = request.Path.StartsWithSegments("/elsa");
        var isGuarded = isHub || (isChange && (isElsas || request.Path.StartsWithSegments("/api")));
        if (isGuarded && !IsOurOrigin(request) && !(isElsas && IsStudio(request)))
            return CodedProblem.Of(StatusCodes.Status403Forbidden, "foreign-origin", $"The request comes from another origin than this server's ({request.Scheme}://{request.Host}); behind a proxy set Designer:PublicUrl.");
        if (isHub || !isChange || !CookieSession.IsUsedBy(context) || await antiforgery.IsRequestValidAsync(context))
            return null;
        return CodedProblem.Of(StatusCodes.Status400BadRequest, "antiforgery", $"The header {HeaderName} is missing or belongs to another session. GET /api/session tells the right one.");
    }

    private bool IsStudio(HttpRequest request) => options.Value.StudioOrigins.Contains(request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A program sends no Origin; a browser always does with what could do harm.</summary>
    private bool IsOurOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || (options.Value.PublicUrl is { } url && string.Equals(origin, url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }
}
