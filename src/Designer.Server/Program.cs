using Designer.Server.Accounts;
using Designer.Server.Churn;
using Designer.Server.Contacts;
using Designer.Server.Copy;
using Designer.Server.Elsa;
using Designer.Server.Expressions;
using Designer.Server.Flows;
using Designer.Server.Health;
using Designer.Server.Hosting;
using Designer.Server.Http;
using Designer.Server.Imports;
using Designer.Server.Messages;
using Designer.Server.OpenApi;
using Designer.Server.Posts;
using Designer.Server.Runs;
using Designer.Server.Schedules;
using Designer.Server.Security;
using Designer.Server.Segments;
using Designer.Server.Settings;
using Designer.Server.Shop;
using Designer.Server.Unsubscribe;
using Storage;

try
{
    var isReset = args is [ResetOwner.Command, ..];
    await using var app = Build(isReset ? args[1..] : args);
    await (isReset ? ResetOwner.RunAsync(app, CancellationToken.None) : app.RunAsync());
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
        builder.Services.AddStorage(services => services.GetRequiredService<DataFolder>().Root);
        builder.Services.AddSecurity();
        builder.Services.AddHealth();
        builder.Services.AddApiDescription();
        builder.Services.AddSettings();
        builder.Services.AddAccounts();
        builder.Services.AddFlows();
        builder.Services.AddMessages();
        builder.Services.AddPosts();
        builder.Services.AddContacts();
        builder.Services.AddSegments();
        builder.Services.AddImports();
        builder.Services.AddShop();
        builder.Services.AddChurn();
        builder.Services.AddExpressions();
        builder.Services.AddRuns();
        builder.Services.AddSchedules();
        builder.Services.AddHttp();
        builder.Services.AddCopy();
        builder.Services.AddElsaInterface();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseHosting();
        app.UseSecurity();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapSession();
        app.MapUnsubscribe();
        app.MapFlowRoutes();

        // Features: each writes its whole route ("/api/workflows/{definitionId}") and finds a signed-in user or an API key behind every request.
        // Forms need no token of their own: RequestGuards asks for one wherever a cookie speaks.
        var api = app.MapGroup("").RequireAuthorization().DisableAntiforgery();
        api.MapApiDescription();
        api.MapApiKeys();
        api.MapSettings();
        api.MapAccounts();
        api.MapFlows();
        api.MapMessages();
        api.MapMessagePreviews();
        api.MapPosts();
        api.MapContacts();
        api.MapSegments();
        api.MapImports();
        api.MapChurn();
        api.MapRuns();
        api.MapSchedules();
        api.MapCopy();
        api.MapElsaInterface();
        return app;
    }
}
