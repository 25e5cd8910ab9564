namespace Designer.Server.Security;

/// <summary>What a browser is told with every answer: nothing from another origin, no frame around us, no guessing of types.</summary>
public static class SecurityHeaders
{
    /// <summary>WebAssembly needs 'wasm-unsafe-eval' to compile (it does not allow eval of JavaScript); MudBlazor writes its theme as an inline style; e-mails are shown in sandboxed frames and inherit all of this, so their remote images stay unloaded.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>What a flow answers comes from this origin and may repeat what a stranger sent: a page of it is shown apart from everything else here, without scripts.</summary>
    private const string FlowAnswers = "sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/workflows") ? FlowAnswers : ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Contacts' data is for the one who asked, not for a proxy's or a shared browser's cache.
        if ((context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/elsa")) && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
