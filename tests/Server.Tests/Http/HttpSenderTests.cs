using System.Net;
using System.Net.Sockets;
using Activities.Http;
using Activities.Runs;
using Designer.Server.Hosting;
using Designer.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Server.Tests.Http;

/// <summary>The sender against a server that means it no good. "shop.test" stands for a public name; everything else goes through the real connections.</summary>
public sealed class HttpSenderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _asked = new();
    private WebApplication _shop = null!;
    private HttpClient _http = null!;
    private int _private;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => new Uri(_shop.Urls.First()).Port;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _shop = builder.Build();
        _shop.MapGet("/silent", async (HttpContext http) =>
        {
            _asked.TrySetResult();
            await UntilGoneAsync(http);
        });
        _shop.MapGet("/drips", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("one");
            await http.Response.Body.FlushAsync();
            _asked.TrySetResult();
            await UntilGoneAsync(http);
        });
        _shop.MapGet("/endless", async (HttpContext http) =>
        {
            for (var part = new byte[64 * 1024]; !http.RequestAborted.IsCancellationRequested;)
                await http.Response.Body.WriteAsync(part);
        });
        _shop.MapGet("/moved", () => Results.Redirect("/here"));
        _shop.MapGet("/here", () => "found");
        _shop.MapGet("/round", () => Results.Redirect("/round"));
        _shop.MapGet("/inside", () => Results.Redirect($"http://127.0.0.1:{Port}/private"));
        _shop.MapGet("/private", () => $"seen {Interlocked.Increment(ref _private)} times");
        await _shop.StartAsync(Token);

        var handler = new PublicConnections(Options.Create(new DesignerOptions())).Handler();
        var real = handler.ConnectCallback!;
        handler.ConnectCallback = (context, cancellationToken) => context.DnsEndPoint.Host == "shop.test" ? LoopbackAsync(cancellationToken) : real(context, cancellationToken);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _shop.DisposeAsync();
    }

    [Theory]
    [InlineData("/silent")]
    [InlineData("/drips")]
    public async Task Who_does_not_answer_to_the_end_within_30_seconds_has_not_answered(string path)
    {
        var answer = AskAsync(path);
        await _asked.Task.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((HttpTurn.Timeout, "'shop.test' did not answer within 30 seconds."), ((await answer).Turn, (await answer).Remark));
    }

    [Fact]
    public async Task A_redirect_is_followed_but_not_into_this_machine()
    {
        Assert.Equal("found", (await AskAsync("/moved")).Text);
        var refused = await Assert.ThrowsAsync<ActivityFaultException>(() => AskAsync("/inside"));
        Assert.Contains("'127.0.0.1' does not lead to a public address", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _private);
    }

    [Fact]
    public async Task A_redirect_to_itself_comes_to_an_end() => Assert.Equal(302, (await AskAsync("/round")).StatusCode);

    [Fact]
    public async Task An_answer_without_an_end_is_cut_off_at_the_limit()
    {
        var refused = await Assert.ThrowsAsync<ActivityFaultException>(() => AskAsync("/endless"));
        Assert.Equal(("The answer of 'shop.test' is larger than 1048576 bytes, which is the limit.", false), (refused.Message, refused.CanRetry));
    }

    private static async Task UntilGoneAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private Task<HttpAnswer> AskAsync(string path) => new HttpSender(_http, _time).SendAsync(new HttpQuestion(new Uri($"http://shop.test:{Port}{path}"), "GET"), Token);

    private async ValueTask<Stream> LoopbackAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
