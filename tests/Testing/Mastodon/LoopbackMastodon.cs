using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Testing.Mastodon;

/// <summary>A Mastodon server on loopback that answers as the examples of its OpenAPI document do (shared/data/social-mastodon).</summary>
public sealed class LoopbackMastodon : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly JsonElement _examples;
    private readonly JsonElement _status;
    private readonly Task _serving;
    private readonly ConcurrentDictionary<string, string> _byKey = new();

    public LoopbackMastodon()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("social-mastodon/mastodon-openapi.json")));
        _examples = document.RootElement.GetProperty("components").GetProperty("examples").Clone();
        _status = document.RootElement.GetProperty("paths").GetProperty("/api/v1/statuses").GetProperty("post").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("example").Clone();
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }
    public string Token { get; } = "the-right-token";
    public int MaxCharacters { get; set; } = 500;

    /// <summary>The status that a post is answered with; 200 unless told.</summary>
    public int Answer { get; set; } = 200;

    /// <summary>What was posted, by its id: a key that comes again is not posted again.</summary>
    public ConcurrentDictionary<string, JsonElement> Posts { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, body) = context.Request.Url!.AbsolutePath switch
        {
            "/api/v2/instance" => (200, JsonSerializer.Serialize(new { configuration = new { statuses = new { max_characters = MaxCharacters } } })),
            _ when context.Request.Headers["Authorization"] != $"Bearer {Token}" => (401, Example(401)),
            "/api/v1/accounts/verify_credentials" => (200, JsonSerializer.Serialize(new { id = "1", username = "shop", acct = "shop" })),
            "/api/v1/statuses" when Answer != 200 => (Answer, Example(Answer)),
            "/api/v1/statuses" => (200, await PostAsync(context.Request)),
            _ => (404, Example(404)),
        };
        if (status == 429)
        {
            context.Response.Headers["X-RateLimit-Limit"] = "300";
            context.Response.Headers["X-RateLimit-Reset"] = "2026-03-02T12:00:00.000Z";
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new StreamWriter(context.Response.OutputStream);
        await writer.WriteAsync(body);
    }

    private async Task<string> PostAsync(HttpListenerRequest request)
    {
        using var post = await JsonDocument.ParseAsync(request.InputStream);
        var copy = post.RootElement.Clone();
        var id = _byKey.GetOrAdd(request.Headers["Idempotency-Key"] ?? Guid.NewGuid().ToString(), _ => $"10325496215527{_byKey.Count}");
        Posts.TryAdd(id, copy);
        var answer = _status.Deserialize<Dictionary<string, JsonElement>>()!;
        answer["id"] = JsonSerializer.SerializeToElement(id);
        answer["url"] = JsonSerializer.SerializeToElement($"{Address}@shop/{id}");
        return JsonSerializer.Serialize(answer);
    }

    private string Example(int status) =>
        _examples.TryGetProperty($"Error{status}Example", out var example) ? example.GetProperty("value").GetRawText() : """{"error":"An unknown error"}""";

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
