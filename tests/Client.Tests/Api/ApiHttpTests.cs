using System.Net;
using Designer.Client.Api;
using Xunit;

namespace Client.Tests.Api;

public sealed class ApiHttpTests : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly HttpClient _http;
    private readonly ApiHttp _api;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ApiHttpTests()
    {
        _http = new HttpClient(_server) { BaseAddress = new Uri("http://localhost/") };
        _api = new ApiHttp(_http, new AntiforgeryToken { Value = "token" });
    }

    [Fact]
    public async Task Sends_the_antiforgery_token_with_everything_that_changes_something_and_only_then()
    {
        _server.Answer("GET api/x", new[] { 1 }).Answer("POST api/x", new[] { 1 }).Answer("DELETE api/x", "");
        await _api.GetAsync<int[]>("api/x", cancellationToken: Cancel);
        await _api.PostAsync("api/x", cancellationToken: Cancel);
        await _api.DeleteAsync("api/x", cancellationToken: Cancel);
        Assert.Equal([false, true, true], _server.Asked.Select(asked => asked.Request.Headers.Contains("X-XSRF-TOKEN")));
    }

    [Fact]
    public async Task A_save_carries_its_revision()
    {
        _server.Answer("PUT api/x", new[] { 1 });
        await _api.PutAsync<int[]>("api/x", new { name = "n" }, 7, Cancel);
        Assert.Equal("\"7\"", _server.Asked[0].Request.Headers.IfMatch.Single().Tag);
    }

    [Fact]
    public async Task A_refusal_becomes_the_sentence_of_the_server()
    {
        _server.Refuse("GET api/x", HttpStatusCode.BadRequest, "The cron \"0 0 9 30 2 ?\" never fires.");
        var exception = await Assert.ThrowsAsync<ApiException>(() => _api.GetAsync<int[]>("api/x", cancellationToken: Cancel));
        Assert.Equal(("The cron \"0 0 9 30 2 ?\" never fires.", HttpStatusCode.BadRequest), (exception.Message, exception.Status));
    }

    [Fact]
    public async Task A_server_that_is_down_is_an_exception_without_a_status()
    {
        _server.Unreachable("GET api/x");
        var exception = await Assert.ThrowsAsync<ApiException>(() => _api.GetAsync<int[]>("api/x", cancellationToken: Cancel));
        Assert.Null(exception.Status);
    }

    [Fact]
    public async Task A_page_of_a_proxy_instead_of_JSON_is_an_exception_and_no_null()
    {
        _server.Answer("GET api/x", "<html>Bad gateway</html>", HttpStatusCode.OK, "text/html");
        var exception = await Assert.ThrowsAsync<ApiException>(() => _api.GetAsync<int[]>("api/x", cancellationToken: Cancel));
        Assert.Equal("unreadable", exception.Code);
    }

    [Fact]
    public async Task Tells_when_the_session_has_ended()
    {
        var hasEnded = false;
        _api.Unauthorized += () => hasEnded = true;
        _server.Refuse("GET api/x", HttpStatusCode.Unauthorized, "Sign in.");
        await Assert.ThrowsAsync<ApiException>(() => _api.GetAsync<int[]>("api/x", cancellationToken: Cancel));
        Assert.True(hasEnded);
    }

    [Fact]
    public async Task What_may_be_absent_is_null_only_for_a_404()
    {
        Assert.Null(await _api.FindAsync<string>("api/none", cancellationToken: Cancel));
        _server.Refuse("GET api/x", HttpStatusCode.InternalServerError, "Disk full.");
        await Assert.ThrowsAsync<ApiException>(() => _api.FindAsync<string>("api/x", cancellationToken: Cancel));
    }

    [Fact]
    public void A_query_leaves_out_what_is_empty_and_escapes_the_rest() =>
        Assert.Equal("api/contacts?query=a%26b&offset=0&limit=50", new Query("api/contacts").And("query", "a&b").And("state", "").Page(0, 50).ToString());

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }
}
