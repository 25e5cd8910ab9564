using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Browser.Tests.Elsa;

/// <summary>Serves Elsa Studio's files from an origin of their own, as somebody would who has a Studio already, and one page that signs in at our server and shows one of its rooms.</summary>
public sealed class ElsaStudioHost : IAsyncDisposable
{
    /// <summary>Studio's own page without the fonts that it fetches from elsewhere; name and password buy a token, as Studio's sign-in does.</summary>
    private const string Page =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Elsa Studio</title><base href="/">
        <link href="_content/MudBlazor/MudBlazor.min.css" rel="stylesheet"><link href="_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.css" rel="stylesheet">
        <link href="_content/Radzen.Blazor/css/material-base.css" rel="stylesheet"><link href="_content/Elsa.Studio.Shell/css/shell.css" rel="stylesheet">
        <link href="Elsa.Studio.Host.CustomElements.styles.css" rel="stylesheet"></head><body>
        <script>
          (async () => {
            const asked = new URLSearchParams(location.search), backend = asked.get('backend');
            const credentials = { username: asked.get('username'), password: asked.get('password') };
            const answer = await fetch(backend + '/identity/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(credentials) });
            const room = document.createElement(asked.get('room'));
            room.setAttribute('remote-endpoint', backend);
            room.setAttribute('access-token', (await answer.json()).accessToken);
            room.setAttribute(asked.get('of'), asked.get('id'));
            document.body.appendChild(room);
          })();
        </script>
        <script src="_content/BlazorMonaco/jsInterop.js"></script><script src="_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js"></script>
        <script src="_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js"></script><script src="_content/MudBlazor/MudBlazor.min.js"></script>
        <script src="_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js"></script><script src="_content/Radzen.Blazor/Radzen.Blazor.js"></script>
        <script src="_framework/blazor.webassembly.js"></script></body></html>
        """;

    private readonly WebApplication _app;

    private ElsaStudioHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ElsaStudioHost> StartAsync(string files, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/studio", () => Results.Content(Page, "text/html"));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(files), ServeUnknownFileTypes = true });
        await app.StartAsync(cancellationToken);
        return new ElsaStudioHost(app);
    }

    /// <param name="room">The custom element: elsa-workflow-definition-editor, elsa-workflow-instance-viewer.</param>
    /// <param name="of">The attribute that names what is shown.</param>
    public string Room(string room, string of, string id, Uri server) =>
        $"studio?room={room}&of={of}&id={Uri.EscapeDataString(id)}&backend={Uri.EscapeDataString(new Uri(server, "/elsa/api").ToString())}&username={Uri.EscapeDataString(Visitor.Name)}&password={Uri.EscapeDataString(Visitor.Password)}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
