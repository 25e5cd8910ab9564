using System.Text.Encodings.Web;

namespace Designer.Server.Hosting;

/// <summary>
/// Serves the client's page under every address that is a page of it (/, /flows/abc …). Not an endpoint fallback: that would hide the 404 and 405 of the
/// routes below. The page is told the path under which a proxy publishes it, which no static file can know.
/// </summary>
public static class ClientPages
{
    /// <summary>What is not the client's. Every route of the server begins with one of these; a test holds us to it.</summary>
    public static readonly IReadOnlyList<string> ServerPaths = ["/api", "/hubs", "/health", "/openapi", "/elsa", "/t", "/u", "/workflows", "/_framework", "/_content"];

    private const string BaseTag = "<base href=\"/\" />";

    public static IApplicationBuilder UseClientPages(this IApplicationBuilder app) =>
        app.Use((context, next) => IsPage(context.Request) ? WriteAsync(context) : next(context));

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Path == "/index.html" || !Path.HasExtension(request.Path))
        && !ServerPaths.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static async Task WriteAsync(HttpContext context)
    {
        var file = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("index.html");
        if (!file.Exists)
            throw new InvalidOperationException("The client's index.html is missing from the published folder (wwwroot).");
        using var reader = new StreamReader(file.CreateReadStream());
        var html = await reader.ReadToEndAsync(context.RequestAborted);
        var path = HtmlEncoder.Default.Encode($"{context.Request.PathBase}/");
        context.Response.ContentType = "text/html; charset=utf-8";
        // The page is small and names the files of one build; a stale copy would ask for files that are gone.
        context.Response.Headers.CacheControl = "no-cache";
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.WriteAsync(html.Replace(BaseTag, $"<base href=\"{path}\" />", StringComparison.Ordinal), context.RequestAborted);
    }
}
