using System.Net;
using System.Net.Http.Json;
using Designer.Contracts.Security;
using Server.Tests.Security;
using Xunit;

namespace Server.Tests.Hosting;

/// <summary>Behind an HTTPS proxy on this machine that publishes the server under https://mail.example.com/designer.</summary>
public sealed class PublicUrlTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with
    {
        Configuration = new Dictionary<string, string> { ["Designer:PublicUrl"] = "https://mail.example.com/designer" },
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/designer/flows/a")]
    [InlineData("/flows/a")]
    public async Task The_page_knows_its_path_whether_the_proxy_cuts_it_off_or_not(string arriving)
    {
        using var proxy = Proxy();
        Assert.Contains("<base href=\"/designer/\" />", await proxy.GetStringAsync(new Uri(arriving, UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/designer")]
    [InlineData("")]
    public async Task Set_up_and_changes_work_and_the_cookie_is_secure_and_below_the_path(string prefix)
    {
        using var proxy = Proxy();
        proxy.DefaultRequestHeaders.Add("Origin", "https://mail.example.com");
        var answer = await proxy.PostAsJsonAsync($"{prefix}/api/setup", new SetupRequest(Visitor.Token(_server)!, Visitor.Name, Visitor.Password), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("designer=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/designer", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_forwarded_host_of_somebody_else_is_not_believed()
    {
        using var client = _server.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        client.DefaultRequestHeaders.Add("Origin", "http://evil.example");
        var answer = await client.PostAsJsonAsync("/api/session", new SignInRequest("a", "b"), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public void The_console_prints_the_public_address() =>
        Assert.Contains("https://mail.example.com/designer/setup?token=", _server.Console.ToString(), StringComparison.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What nginx sends: the visitor's address, scheme and host.</summary>
    private HttpClient Proxy()
    {
        var client = _server.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "mail.example.com");
        return client;
    }
}
