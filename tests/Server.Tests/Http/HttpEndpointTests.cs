using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Flows;
using Microsoft.Extensions.Time.Testing;
using Server.Tests.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Workflows.Validation;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Http;

/// <summary>Flows that have a web address of their own, published on the real server and called by a stranger over HTTP.</summary>
public sealed class HttpEndpointTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with { Time = _time, Configuration = new Dictionary<string, string> { ["Designer:StrangersPerMinute"] = "20" } });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_request_begins_the_published_flow_and_gets_what_it_writes()
    {
        await PublishAsync(Order());
        using var body = new StringContent("{\"tea\": 2}", Encoding.UTF8, "application/json");
        using var answer = await CallAsync(HttpMethod.Post, "/workflows/Orders/7?kind=a&kind=b&by=mail", body);
        Assert.Equal((HttpStatusCode.Created, "application/json; charset=utf-8", "7"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), Assert.Single(answer.Headers.GetValues("X-Order"))));
        Assert.Equal("""{"order":"7","tea":2,"kind":["a","b"],"by":"mail","secret":true}""", await answer.Content.ReadAsStringAsync(Token));
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var run = Assert.Single(await RunsAsync("order"));
        Assert.Equal((RunSubStatus.Finished, RunMode.Live), ((await _server.FinishedAsync(run.Id)).SubStatus, run.Mode));
    }

    [Fact]
    public async Task Only_the_method_and_the_address_of_a_published_flow_lead_to_it()
    {
        var definition = await SaveAsync(Order());
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Post, "/workflows/orders/7")).StatusCode);
        await PublishAsync(definition);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Get, "/workflows/orders/7")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Post, "/workflows/orders/7/lines")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await CallAsync(HttpMethod.Post, "/workflows/orders/7")).StatusCode);
        await using var again = await _server.RestartAsync();
        using var client = again.Client();
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync(Uri("/workflows/orders/8"), null, Token)).StatusCode);
        using var unpublished = await again.Http.PostAsync($"/api/workflows/{definition}/unpublish", null, Token);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync(Uri("/workflows/orders/7"), null, Token)).StatusCode);
    }

    [Fact]
    public async Task A_flow_without_an_answer_gets_200_and_one_that_fails_500_without_its_insides()
    {
        await PublishAsync(await SaveAsync(Begin("silent", "silent").Step("say", "Elsa.WriteLine", ("text", "x")).Line("in", "Done", "say")));
        await PublishAsync(await SaveAsync(Begin("failing", "failing").Step("f", "Elsa.Fault", ("message", "the safe's number is in the drawer")).Line("in", "Done", "f")));
        using var silent = await CallAsync(HttpMethod.Get, "/workflows/silent");
        Assert.Equal((HttpStatusCode.OK, ""), (silent.StatusCode, await silent.Content.ReadAsStringAsync(Token)));
        using var failing = await CallAsync(HttpMethod.Get, "/workflows/failing");
        Assert.Equal(HttpStatusCode.InternalServerError, failing.StatusCode);
        Assert.DoesNotContain("drawer", await failing.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_waits_without_an_answer_is_202_at_once_and_one_whose_answer_is_late_after_the_limit()
    {
        await PublishAsync(await SaveAsync(Begin("waits", "waits").Step("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Line("in", "Done", "d")));
        Assert.Equal(HttpStatusCode.Accepted, (await CallAsync(HttpMethod.Get, "/workflows/waits")).StatusCode);
        await PublishAsync(await SaveAsync(Begin("late", "late", ("requestTimeout", "00:00:05")).Step("d", "Elsa.Delay", ("timeSpan", "00:00:03")).Step("e", "Elsa.WriteHttpResponse", ("content", "late")).Line("in", "Done", "d").Line("d", "Done", "e")));
        var inTime = CallAsync(HttpMethod.Get, "/workflows/late");
        await _server.UntilAsync((await OneRunAsync("late")).Id, d => d.At("d").Waiting == 1);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("late", await (await inTime).Content.ReadAsStringAsync(Token));
        await PublishAsync(await SaveAsync(Begin("never", "never").Step("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Step("e", "Elsa.WriteHttpResponse", ("content", "late")).Line("in", "Done", "d").Line("d", "Done", "e")));
        var never = CallAsync(HttpMethod.Get, "/workflows/never");
        await _server.UntilAsync((await OneRunAsync("never")).Id, d => d.At("d").Waiting == 1);
        // The limit is counted from when the run was begun; nobody sees the moment, so the clock goes on until the answer is there.
        while (!never.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Token);
        }
        Assert.Equal(HttpStatusCode.Accepted, (await never).StatusCode);
    }

    [Fact]
    public async Task With_authorize_a_stranger_is_turned_away_before_the_flow_hears_of_it()
    {
        await PublishAsync(await SaveAsync(Begin("closed", "closed", ("authorize", true))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(HttpMethod.Get, "/workflows/closed")).StatusCode);
        Assert.Empty(await RunsAsync("closed"));
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync(Uri("/workflows/closed"), Token)).StatusCode);
    }

    [Fact]
    public async Task The_sample_waits_for_its_second_request_across_a_restart()
    {
        var sample = Gallery.Samples.Single(s => s.Id == "ask-first").Definition;
        await PublishAsync(await SaveAsync(sample));
        using var asked = await _server.Http.PostAsync(Uri("/workflows/campaigns/spring/ask"), null, Token);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var run = (await asked.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("run").GetString()!;
        await _server.UntilAsync(run, d => d.At("answer").Waiting == 1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(HttpMethod.Post, "/workflows/campaigns/spring/answer?says=yes")).StatusCode);
        await using var again = await _server.RestartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await again.Http.PostAsync(Uri("/workflows/campaigns/autumn/answer?says=yes"), null, Token)).StatusCode);
        using var answered = await again.Http.PostAsync(Uri("/workflows/campaigns/spring/answer?says=yes"), null, Token);
        Assert.Equal("Campaign spring: yes", await answered.Content.ReadAsStringAsync(Token));
        Assert.Equal(RunSubStatus.Finished, (await again.FinishedAsync(run)).SubStatus);
        Assert.Equal(HttpStatusCode.NotFound, (await again.Http.PostAsync(Uri("/workflows/campaigns/spring/answer?says=yes"), null, Token)).StatusCode);
    }

    [Fact]
    public async Task A_run_of_a_draft_hears_only_who_is_signed_in_and_of_several_runs_one_must_be_named()
    {
        var draft = new TestFlow("draft").Step("s", "Elsa.Start").Step("in", "Elsa.HttpEndpoint", ("path", "go-on"), ("supportedMethods", "[\"GET\"]")).Step("w", "Elsa.WriteHttpResponse", ("content", "on")).Line("s", "Done", "in").Line("in", "Done", "w").Build();
        await SaveAsync(draft);
        var (one, two) = (await _server.RunAsync("draft"), await _server.RunAsync("draft"));
        foreach (var run in new[] { one, two })
            await _server.UntilAsync(run.Id, d => d.At("in").Waiting == 1);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Get, "/workflows/go-on")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _server.Http.GetAsync(Uri("/workflows/go-on"), Token)).StatusCode);
        Assert.Equal("on", await _server.Http.GetStringAsync(Uri($"/workflows/go-on?workflowInstanceId={two.Id}"), Token));
        await _server.FinishedAsync(two.Id);
        Assert.Equal("on", await _server.Http.GetStringAsync(Uri("/workflows/go-on"), Token));
        await _server.FinishedAsync(one.Id);
    }

    [Fact]
    public async Task What_is_too_large_too_often_or_no_text_is_refused()
    {
        await PublishAsync(await SaveAsync(Begin("small", "small", ("requestSizeLimit", 10), ("supportedMethods", "[\"POST\"]"))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await CallAsync(HttpMethod.Post, "/workflows/small", new StringContent(new string('x', 11)))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(HttpMethod.Post, "/workflows/small", new StringContent("{\"a\"", Encoding.UTF8, "application/json"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await CallAsync(HttpMethod.Post, "/workflows/small", new ByteArrayContent([0xff, 0xfe]))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(HttpMethod.Post, "/workflows/small", new StringContent("0123456789"))).StatusCode);
        for (var call = 4; call < 20; call++)
            await CallAsync(HttpMethod.Get, "/workflows/nobody");
        using var tooOften = await CallAsync(HttpMethod.Get, "/workflows/nobody");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (tooOften.StatusCode, tooOften.Headers.RetryAfter?.Delta));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Get, "/workflows/nobody")).StatusCode);
    }

    [Fact]
    public async Task The_more_specific_address_wins_and_one_that_is_taken_is_refused_at_publish()
    {
        await PublishAsync(await SaveAsync(Begin("one", "orders/{id}").Step("w", "Elsa.WriteHttpResponse", ("content", "one")).Line("in", "Done", "w")));
        await PublishAsync(await SaveAsync(Begin("new", "orders/new").Step("w", "Elsa.WriteHttpResponse", ("content", "new")).Line("in", "Done", "w")));
        Assert.Equal(("new", "one"), (await TextAsync("/workflows/orders/new"), await TextAsync("/workflows/orders/3")));
        var second = await SaveAsync(Begin("second", "/Orders/{number}"));
        using var refused = await _server.Http.PostAsync($"/api/workflows/{second}/publish", null, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = Assert.Single((await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("problems").Deserialize<List<Problem>>(ContractJson.Options)!, p => p.Severity == Severity.Error);
        Assert.Equal((ProblemCodes.EndpointTaken, "path"), (problem.Code, problem.Input));
        Assert.Contains("'one' does already", problem.Message, StringComparison.Ordinal);
    }

    private static TestFlow Begin(string id, string path, params (string, object)[] inputs) =>
        new TestFlow(id).Step("in", "Elsa.HttpEndpoint", [("path", path), .. inputs]).Custom("in", "canStartWorkflow", true);

    private static WorkflowDefinition Order()
    {
        const string script = """
            =const of = name => getOutputFrom('in', name);
            return { order: of('routeData').id, tea: (of('parsedContent') || {}).tea, kind: of('queryStringData').kind, by: of('queryStringData').by, secret: !('Authorization' in of('headers')) }
            """;
        return Begin("order", "orders/{id}", ("supportedMethods", "[\"post\"]"))
            .Step("w", "Elsa.WriteHttpResponse", ("content", script), ("statusCode", "Created"), ("responseHeaders", "{\"X-Order\": \"7\"}"))
            .Line("in", "Done", "w").Build();
    }

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var client = _server.Client();
        using var request = new HttpRequestMessage(method, path) { Content = body };
        return await client.SendAsync(request, Token);
    }

    private async Task<string> TextAsync(string path) => await (await CallAsync(HttpMethod.Get, path)).Content.ReadAsStringAsync(Token);

    private Task<string> SaveAsync(TestFlow flow) => SaveAsync(flow.Build());

    private async Task<string> SaveAsync(WorkflowDefinition definition)
    {
        using var content = new StringContent(ElsaJson.Write(definition), Encoding.UTF8, "application/json");
        using var saved = await _server.Http.PostAsync("/api/workflows/import", content, Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
        return definition.DefinitionId;
    }

    private async Task PublishAsync(WorkflowDefinition definition) => await PublishAsync(await SaveAsync(definition));

    private async Task PublishAsync(string id)
    {
        using var published = await _server.Http.PostAsync($"/api/workflows/{id}/publish", null, Token);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Token));
    }

    private async Task<List<RunSummary>> RunsAsync(string flow) => (await _server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={flow}", ContractJson.Options, Token))!;

    private async Task<RunSummary> OneRunAsync(string flow)
    {
        for (; ; await Task.Delay(10, Token))
        {
            if (await RunsAsync(flow) is [var run])
                return run;
        }
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);
}
