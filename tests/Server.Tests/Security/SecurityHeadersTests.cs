using Xunit;

namespace Server.Tests.Security;

public sealed class SecurityHeadersTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/session")]
    [InlineData("/api/settings")]
    [InlineData("/_framework/blazor.webassembly.js")]
    [InlineData("/missing.png")]
    public async Task Every_answer_forbids_other_origins_and_frames(string address)
    {
        using var client = server.Client();
        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Answers_of_the_api_are_kept_by_nobody()
    {
        var answer = await server.Http.GetAsync(new Uri("/api/settings", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
