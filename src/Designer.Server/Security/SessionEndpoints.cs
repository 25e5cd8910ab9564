using System.Globalization;
using System.Security.Claims;
using Designer.Contracts.Security;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Security;

/// <summary>Set-up, sign-in and sign-out. Public are those that nobody could be signed in for; each names what guards it.</summary>
public static class SessionEndpoints
{
    public static IEndpointRouteBuilder MapSession(this IEndpointRouteBuilder routes)
    {
        // Tells only whether there is an owner and who the caller is.
        routes.MapGet("/api/session", GetAsync).AllowAnonymous();
        // Guarded by the password, the throttle and the origin check.
        routes.MapPost("/api/session", SignInAsync).AllowAnonymous();
        // Guarded by the one-time token, the throttle and the origin check.
        routes.MapPost("/api/setup", SetUpAsync).AllowAnonymous();
        routes.MapDelete("/api/session", SignOutAsync).RequireAuthorization();
        return routes;
    }

    private static async Task<Ok<Session>> GetAsync(HttpContext context, OwnerAccount owner, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        if (context.User.Identity is { IsAuthenticated: true })
            return TypedResults.Ok(Describe(context, antiforgery));
        var state = await owner.FindAsync(cancellationToken) is null ? "setup" : "signedOut";
        return TypedResults.Ok(new Session(state, null, null, null));
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SignInAsync(SignInRequest request, HttpContext context, OwnerAccount owner, SignInThrottle throttle, IAntiforgery antiforgery, ILoggerFactory log, CancellationToken cancellationToken)
    {
        if (throttle.Attempt(context.Connection.RemoteIpAddress, request.UserName) is { } wait)
            return TooMany(context, wait);
        if (await owner.SignInAsync(request.UserName, request.Password, cancellationToken) is not { } user)
        {
            Log(log).LogWarning("A sign-in was refused: unknown name or wrong password.");
            return CodedProblem.Of(StatusCodes.Status401Unauthorized, "sign-in-refused", "The user name or the password is wrong.");
        }
        throttle.Succeeded(request.UserName);
        await IssueCookieAsync(context, user);
        Log(log).LogInformation("The owner signed in.");
        return TypedResults.Ok(Describe(context, antiforgery));
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SetUpAsync(SetupRequest request, HttpContext context, OwnerAccount owner, SetupToken token, SignInThrottle throttle, IAntiforgery antiforgery, ILoggerFactory log, CancellationToken cancellationToken)
    {
        if (throttle.Attempt(context.Connection.RemoteIpAddress, "") is { } wait)
            return TooMany(context, wait);
        if (await owner.FindAsync(cancellationToken) is not null)
            return CodedProblem.Of(StatusCodes.Status409Conflict, "setup-done", "This installation has an owner already. Sign in, or stop the server and run it once with the command reset-owner.");
        if (!token.Matches(request.Token))
            return CodedProblem.Of(StatusCodes.Status403Forbidden, "setup-token-wrong", "The set-up token is wrong. The server printed the right one when it started; each start makes a new one.");
        if (NameFault(request.UserName) is { } nameFault)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "user-name-invalid", nameFault);
        if (Passwords.Fault(request.Password) is { } passwordFault)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "password-invalid", passwordFault);
        var user = await owner.CreateAsync(request.UserName.Trim(), request.Password, cancellationToken);
        await IssueCookieAsync(context, user);
        Log(log).LogInformation("The owner account was created.");
        return TypedResults.Ok(Describe(context, antiforgery));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, ILoggerFactory log)
    {
        Log(log).LogInformation("The owner signed out.");
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.NoContent();
    }

    private static async Task IssueCookieAsync(HttpContext context, User user)
    {
        context.User = CookieSession.Principal(user);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, context.User, new AuthenticationProperties { IsPersistent = true });
    }

    private static Session Describe(HttpContext context, IAntiforgery antiforgery) =>
        new("signedIn", context.User.Identity?.Name, context.User.FindFirstValue(ClaimTypes.Role), antiforgery.GetAndStoreTokens(context).RequestToken);

    private static string? NameFault(string name) => name.Trim() is { Length: >= 1 and <= 100 } trimmed && !trimmed.Any(char.IsControl)
        ? null
        : $"The user name must have between 1 and 100 characters and no control characters; it has {name.Trim().Length}.";

    private static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return CodedProblem.Of(StatusCodes.Status429TooManyRequests, "too-many-attempts", $"Too many attempts from this address or for this name. Try again in {seconds} seconds.");
    }

    private static ILogger Log(ILoggerFactory log) => log.CreateLogger(typeof(SessionEndpoints));
}
