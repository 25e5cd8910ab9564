using System.Net;
using System.Net.Http.Json;
using Designer.Contracts.Security;
using Designer.Server.Security;
using Xunit;

namespace Server.Tests.Security;

public sealed class RequestGuardsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_change_under_a_cookie_needs_the_token_of_the_session()
    {
        using var owner = await Visitor.OwnerOf(_server);
        Assert.Equal(HttpStatusCode.OK, (await owner.PostAsync("/api/keys", new CreateApiKeyRequest("first"))).StatusCode);
        owner.Http.DefaultRequestHeaders.Remove(RequestGuards.HeaderName);
        var refused = await owner.PostAsync("/api/keys", new CreateApiKeyRequest("second"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"antiforgery\"", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var keys = await _server.Http.GetFromJsonAsync<List<ApiKeyRow>>("/api/keys", TestContext.Current.CancellationToken);
        Assert.Equal("first", Assert.Single(keys!).Name);
    }

    [Fact]
    public async Task An_api_key_needs_none() =>
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.PostAsJsonAsync("/api/keys", new CreateApiKeyRequest("a"), TestContext.Current.CancellationToken)).StatusCode);

    [Theory]
    [InlineData("POST", "/api/session")]
    [InlineData("POST", "/api/setup")]
    [InlineData("GET", "/hubs/runs")]
    [InlineData("POST", "/hubs/runs/negotiate")]
    public async Task Another_origin_is_refused_where_no_token_can_be_asked(string method, string address)
    {
        using var owner = await Visitor.OwnerOf(_server);
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { { "Origin", "https://evil.example" } } };
        if (method == "POST")
            request.Content = JsonContent.Create(new SignInRequest("a", "b"));
        var answer = await owner.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Our_own_origin_passes()
    {
        using var visitor = new Visitor(_server);
        visitor.Http.DefaultRequestHeaders.Add("Origin", _server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, (await visitor.SetUpAsync(Visitor.Token(_server)!)).StatusCode);
    }
}
