using Designer.Server.Health;
using Designer.Server.Hosting;
using Designer.Server.Security;

try
{
    await using var app = Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (StartFault.Sentence(fault) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

/// <summary>The table of contents of the server: one line a feature.</summary>
public sealed partial class Program
{
    /// <param name="change">Tests put their clock, their console and fakes of true edges here; nothing else differs from the real start.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(ContentRoot.Options(args));
        builder.AddHosting();
        builder.Services.AddSecurity();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseHosting();
        app.UseSecurity();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();

        // Features: each writes its whole route ("/api/workflows/{definitionId}") and finds a signed-in user or an API key behind every request.
        var api = app.MapGroup("").RequireAuthorization();
        return app;
    }
}
