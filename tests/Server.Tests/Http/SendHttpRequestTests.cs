using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Server.Tests.Runs;
using Workflows.Definitions;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Http;

/// <summary>Flows ask a server on loopback, which they may only where the option says so.</summary>
public sealed class SendHttpRequestTests : IAsyncLifetime
{
    private static readonly (string, string) Private = ("Designer:AllowPrivateRequests", "true");
    private readonly List<string> _seen = [];
    private WebApplication _shop = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _shop = builder.Build();
        _shop.MapPost("/orders", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            _seen.Add($"{request.Headers.Authorization} {request.ContentType} {await reader.ReadToEndAsync(Token)}");
            return Results.Json(new { number = 7 }, statusCode: 201);
        });
        _shop.MapGet("/missing", () => Results.NotFound());
        _shop.MapGet("/large", () => Results.Bytes(new byte[(1024 * 1024) + 1]));
        await _shop.StartAsync(Token);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Posts_reads_the_answer_and_leaves_by_its_code()
    {
        await using var server = await StartAsync(Flows(Ask("/orders", "POST", "[201]", "201")), null, Private);
        var done = await server.FinishedAsync((await server.RunAsync("f")).Id);
        Assert.Equal(["Bearer t application/json {\"a\": 1}"], _seen);
        Assert.Equal((1, 1), (done.At("ask").Outcomes["201"], done.At("say").Entered));
        Assert.Contains("7", await MessagesAsync(server, done.Id));
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_the_option_is_set()
    {
        await using var server = await StartAsync(Flows(Ask("/orders", "POST", "[201]", "201")));
        var done = await server.FinishedAsync((await server.RunAsync("f")).Id);
        Assert.Equal((RunSubStatus.Faulted, 1), (done.SubStatus, done.At("ask").Faulted));
        Assert.Contains("AllowPrivateRequests", done.At("ask").Fault, StringComparison.Ordinal);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task A_simulated_run_sends_nothing_and_says_so()
    {
        await using var server = await StartAsync(Flows(Ask("/orders", "POST", "[201]", "201")), null, Private);
        var done = await server.FinishedAsync((await server.RunAsync("f", new StartRunRequest { Mode = RunMode.Simulate })).Id);
        Assert.Equal(1, done.At("ask").Outcomes["201"]);
        Assert.Contains(await MessagesAsync(server, done.Id), m => m.Contains("was not sent", StringComparison.Ordinal));
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_a_fault_and_nobody_at_the_port_is_a_way_on()
    {
        var large = new TestFlow("large").Step("ask", "Elsa.FlowSendHttpRequest", ("url", Url("/large")));
        var closed = new TestFlow("closed").Step("ask", "Elsa.FlowSendHttpRequest", ("url", "http://127.0.0.1:1/"));
        await using var server = await StartAsync(Flows(large, closed), null, Private);
        var faulted = await server.FinishedAsync((await server.RunAsync("large")).Id);
        Assert.Contains("1048576 bytes", faulted.At("ask").Fault, StringComparison.Ordinal);
        var away = await server.FinishedAsync((await server.RunAsync("closed")).Id);
        Assert.Equal(1, away.At("ask").Outcomes["Failed to connect"]);
    }

    [Theory]
    [InlineData(404, "inside")]
    [InlineData(410, "")]
    public async Task The_activity_of_a_code_runs_inside_and_the_flow_goes_on(int code, string said)
    {
        var inside = new { type = "Elsa.WriteLine", id = "in", text = new { typeName = "String", expression = new { type = "Literal", value = "inside" } } };
        var flow = new TestFlow("f").Step("ask", "Elsa.SendHttpRequest", ("url", Url("/missing"))).Plain("ask", "expectedStatusCodes", new[] { new { statusCode = code, activity = inside } })
            .Step("say", "Elsa.WriteLine", ("text", "after")).Line("ask", "Done", "say");
        await using var server = await StartAsync(Flows(flow), null, Private);
        var done = await server.FinishedAsync((await server.RunAsync("f")).Id);
        Assert.Equal(new[] { said, "after" }.Where(m => m.Length > 0), await MessagesAsync(server, done.Id));
    }

    private string Url(string path) => _shop.Urls.First() + path;

    private TestFlow Ask(string path, string method, string codes, string port) => new TestFlow("f")
        .Step("ask", "Elsa.FlowSendHttpRequest", ("url", Url(path)), ("method", method), ("expectedStatusCodes", codes), ("content", "{\"a\": 1}"), ("contentType", "application/json"), ("authorization", "Bearer t"))
        .Step("say", "Elsa.WriteLine", ("text", "=return '' + (getOrder() || {}).number")).Line("ask", port, "say").Variable("Order", "JSON", "{}");

    private static TestFlows Flows(params TestFlow[] flows)
    {
        var all = new TestFlows();
        foreach (var flow in flows)
            all.Flows[flow.Build().DefinitionId] = new Designer.Server.Runs.RunnableFlow(Bound(flow.Build()), []);
        return all;
    }

    private static WorkflowDefinition Bound(WorkflowDefinition flow)
    {
        var container = flow.Root.Container!;
        var first = container.Activities[0];
        first = first with { Outputs = first.Outputs.Add("parsedContent", new OutputBinding("Object", "var-Order")) };
        return flow with { Root = flow.Root with { Container = container with { Activities = container.Activities.SetItem(0, first) } } };
    }

    private static async Task<List<string>> MessagesAsync(DesignerServer server, string run) =>
        [.. (await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run}/journal", ContractJson.Options, Token))!.Where(l => l.EventName == "Message").Select(l => l.Message!)];
}
