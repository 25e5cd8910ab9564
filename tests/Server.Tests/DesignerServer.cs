using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Testing;
using Xunit;

namespace Server.Tests;

/// <summary>
/// The real server on a free port with a data folder of its own. Use it as a class fixture (<c>IClassFixture&lt;DesignerServer&gt;</c>: no demo, one server for the class)
/// or start one: <c>await using var server = await DesignerServer.StartAsync(s => s with { DemoContacts = 200 });</c>
/// </summary>
public sealed class DesignerServer : IAsyncLifetime
{
    public const string ApiKey = "key-for-the-tests-0123456789";

    private readonly ServerSettings _settings;
    private readonly bool _ownsFolder;
    private WebApplication? _app;
    private HttpClient? _http;

    public DesignerServer()
        : this(new ServerSettings())
    {
    }

    private DesignerServer(ServerSettings settings)
    {
        _settings = settings;
        _ownsFolder = settings.DataPath is null;
        DataPath = settings.DataPath ?? Directory.CreateTempSubdirectory("designer-").FullName;
    }

    public string DataPath { get; }

    /// <summary>Everything that was printed and logged, for tests of what must and must not be said.</summary>
    public StringWriter Console { get; } = new();

    /// <summary>Signed in by the API key.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("The server was not started.");

    public Uri Address { get; private set; } = new("http://localhost");
    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("The server was not started.");

    public static async Task<DesignerServer> StartAsync(Func<ServerSettings, ServerSettings>? change = null)
    {
        var settings = new ServerSettings();
        var server = new DesignerServer(change is null ? settings : change(settings));
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        _app = Program.Build(Arguments(), Change);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
        _http = Client();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", ApiKey);
    }

    /// <summary>Without credentials; keeps its own cookies, follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Stops this server and starts another on the same data folder (and the same clock), as after a restart of the machine.</summary>
    public async Task<DesignerServer> RestartAsync(Func<ServerSettings, ServerSettings>? change = null)
    {
        await StopAsync();
        var settings = _settings with { DataPath = DataPath };
        var next = new DesignerServer(change is null ? settings : change(settings));
        await next.InitializeAsync();
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
            Directory.Delete(DataPath, recursive: true);
    }

    public async Task StopAsync()
    {
        _http?.Dispose();
        if (_app is null)
            return;
        // Stopped before it is disposed of, as the host does: disposing alone cancels what works in the background without waiting for it, and it would go on writing.
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public string[] Arguments()
    {
        var settings = new Dictionary<string, string>
        {
            ["contentRoot"] = SharedData.Repository("src/Designer.Server"),
            ["urls"] = "http://127.0.0.1:0",
            ["Designer:DataPath"] = DataPath,
            ["Designer:ApiKey"] = ApiKey,
            ["Designer:Demo"] = _settings.DemoContacts > 0 ? "true" : "false",
        };
        if (_settings.DemoContacts > 0)
            settings["Designer:DemoContacts"] = _settings.DemoContacts.ToString(CultureInfo.InvariantCulture);
        foreach (var (key, value) in _settings.Configuration)
            settings[key] = value;
        return [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
    }

    private void Change(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(new WriterLoggerProvider(Console));
        builder.Services.Replace(ServiceDescriptor.Singleton(TextWriter.Synchronized(Console)));
        if (_settings.Time is { } time)
            builder.Services.Replace(ServiceDescriptor.Singleton(time));
        _settings.Replace?.Invoke(builder.Services);
    }
}

/// <param name="DataPath">Null: a temporary folder, deleted with the server.</param>
/// <param name="DemoContacts">0: no demo shop.</param>
/// <param name="Time">Null: the real clock. A FakeTimeProvider where the test moves it.</param>
/// <param name="Replace">Last word on the services: fakes of true edges only.</param>
public sealed record ServerSettings(string? DataPath = null, int DemoContacts = 0, TimeProvider? Time = null, Action<IServiceCollection>? Replace = null)
{
    /// <summary>Further configuration, such as ["Designer:PublicUrl"] = "https://example.com".</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}
