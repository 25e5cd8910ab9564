using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Server.Tests.Security;
using Xunit;

namespace Server.Tests.Elsa;

public sealed class IdentityEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Name_and_password_give_a_token_that_opens_both_interfaces_for_an_hour_and_a_second_one_that_renews_it()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await DesignerServer.StartAsync(s => s with { Time = time });
        await OwnerAsync(server);
        var tokens = await SignInAsync(server, Visitor.Password);
        var (access, refresh) = (tokens.GetProperty("accessToken").GetString()!, tokens.GetProperty("refreshToken").GetString()!);
        using var http = server.Client();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "elsa/api/workflow-definitions", access));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "api/workflows", access));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "elsa/api/workflow-definitions", refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "elsa/api/workflow-definitions", access[..^2] + "AA"));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "elsa/api/workflow-definitions", access));
        using var renew = Request(HttpMethod.Post, "elsa/api/identity/refresh-token", refresh);
        using var renewed = await http.SendAsync(renew, Token);
        var again = (await renewed.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("accessToken").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "elsa/api/workflow-definitions", again));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_as_Elsa_refuses_and_guessing_is_slowed_down()
    {
        await using var server = await DesignerServer.StartAsync();
        await OwnerAsync(server);
        var refused = await SignInAsync(server, "wrong wrong wrong");
        Assert.False(refused.GetProperty("isAuthenticated").GetBoolean());
        Assert.False(refused.TryGetProperty("accessToken", out _));
        using var http = server.Client();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
            statuses.Add((await http.PostAsJsonAsync("elsa/api/identity/login", new { username = Visitor.Name, password = $"guess number {i}" }, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Nobody_without_sign_in_reads_or_changes_anything()
    {
        await using var server = await DesignerServer.StartAsync();
        using var http = server.Client();
        foreach (var path in new[] { "workflow-definitions", "descriptors/activities", "features/installed", "package/version" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"elsa/api/{path}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsJsonAsync("elsa/api/workflow-definitions", new { }, Token)).StatusCode);
    }

    [Fact]
    public async Task Pages_of_another_origin_may_call_only_where_the_configuration_names_it()
    {
        await using var server = await DesignerServer.StartAsync(s => s with { Configuration = new Dictionary<string, string> { ["Designer:StudioOrigins:0"] = "https://studio.example.com" } });
        await OwnerAsync(server);
        foreach (var (origin, isAllowed) in new[] { ("https://studio.example.com", true), ("https://evil.example.com", false) })
        {
            using var http = server.Client();
            http.DefaultRequestHeaders.Add("Origin", origin);
            using var preflight = new HttpRequestMessage(HttpMethod.Options, "elsa/api/workflow-definitions") { Headers = { { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization" } } };
            using var asked = await http.SendAsync(preflight, Token);
            Assert.Equal(isAllowed, asked.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(asked.Headers.Contains("Access-Control-Allow-Credentials"));
            var signIn = await http.PostAsJsonAsync("elsa/api/identity/login", new { username = Visitor.Name, password = Visitor.Password }, Token);
            Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, signIn.StatusCode);
            // The rest of the server is nobody else's.
            Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("api/session", new { userName = Visitor.Name, password = Visitor.Password }, Token)).StatusCode);
        }
    }

    private static async Task OwnerAsync(DesignerServer server)
    {
        using var owner = await Visitor.OwnerOf(server);
    }

    private static async Task<JsonElement> SignInAsync(DesignerServer server, string password)
    {
        using var http = server.Client();
        using var answer = await http.PostAsJsonAsync("elsa/api/identity/login", new { username = Visitor.Name, password }, Token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, string token)
    {
        using var request = Request(HttpMethod.Get, path, token);
        using var answer = await http.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token) => new(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
