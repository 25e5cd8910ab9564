using System.Net;
using System.Text.Json;
using Xunit;

namespace Server.Tests.OpenApi;

public sealed class OpenApiSetupTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private static readonly Uri Address = new("/openapi/v1.json", UriKind.Relative);

    [Fact]
    public async Task Describes_the_routes_to_those_who_may_use_them()
    {
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync(Address, TestContext.Current.CancellationToken));
        var paths = document.RootElement.GetProperty("paths");
        Assert.True(paths.TryGetProperty("/api/accounts/{id}", out var accounts));
        Assert.True(accounts.TryGetProperty("put", out _));
        Assert.Equal("Authorization", document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Says_nothing_to_strangers()
    {
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Address, TestContext.Current.CancellationToken)).StatusCode);
    }
}
