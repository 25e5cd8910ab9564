using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Designer.Server.Security;

/// <summary>The sign-in cookie: HttpOnly, strictly same-site, Secure wherever the browser came by https, and worth no more than the owner's present stamp.</summary>
public static class CookieSession
{
    private const string StampClaim = "stamp";

    public static ClaimsPrincipal Principal(User user) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, user.Name), new(ClaimTypes.Name, user.Name), new(ClaimTypes.Role, user.Role), new(StampClaim, user.Stamp)],
        CookieAuthenticationDefaults.AuthenticationScheme));

    public static bool IsUsedBy(HttpContext context) => context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme;

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "designer";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        // The client draws its own sign-in page; an API answers with a status, never with a redirect.
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var owner = await context.HttpContext.RequestServices.GetRequiredService<OwnerAccount>().FindAsync(context.HttpContext.RequestAborted);
        if (owner is not null && context.Principal?.FindFirstValue(StampClaim) == owner.Stamp)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
