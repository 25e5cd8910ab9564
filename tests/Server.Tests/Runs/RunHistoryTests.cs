using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Email;
using Activities.Runs;
using Designer.Contracts;
using Designer.Contracts.Messages;
using Designer.Contracts.Runs;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Definitions;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>How long finished runs stay, and what stays after them.</summary>
public sealed class RunHistoryTests
{
    [Fact]
    public async Task A_flow_keeps_as_many_runs_as_it_says_and_as_the_server_says_where_it_does_not()
    {
        var flows = new TestFlows();
        Add(flows, "own", d => d.WithKeeping(RunKeeping.Runs, 2));
        Add(flows, "usual", d => d);
        await using var server = await StartAsync(flows, null, ("Runs:KeepDays", "10"));
        Assert.Equal(new RunsKept(10, 2, IsOwn: true), await KeptAsync(server, "?workflow=own"));
        Assert.Equal(new RunsKept(10, 100_000, IsOwn: false), await KeptAsync(server, "?workflow=usual"));
        Assert.Equal(await KeptAsync(server, "?workflow=usual"), await KeptAsync(server, ""));
        foreach (var flow in new[] { "own", "own", "own", "usual", "usual", "usual" })
            await server.FinishedAsync((await server.RunAsync(flow)).Id);
        await SweepAsync(server);
        Assert.Equal((2, 3), (await RunsAsync(server, "own"), await RunsAsync(server, "usual")));
        Assert.Equal(0, await SweepAsync(server, days: 9.9));
        Assert.Equal(5, await SweepAsync(server, days: 10.1));
        Assert.Equal((0, 0), (await RunsAsync(server, "own"), await RunsAsync(server, "usual")));
    }

    [Fact]
    public async Task The_proof_of_every_send_outlives_its_run_and_nothing_is_sent_twice()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("news").Trigger().Step("mail", "Marketing.SendEmail", ("subject", "Hello"), ("body", "Dear {{ contact.first_name }}")).Line("t", "Done", "mail"));
        await using var server = await StartAsync(flows);
        await server.SeedAsync(3);
        var run = await server.FinishedAsync((await server.RunAsync("news", key: "monday")).Id);
        var ledger = server.Services.GetRequiredService<ISendLedger>();
        var (proof, messages) = (await ledger.ReadAsync(0, 100, Token), await MessagesAsync(server));
        Assert.NotEmpty(messages.Items);

        Assert.Equal(1, await SweepAsync(server, days: 200));
        foreach (var path in new[] { "", "/journal", "/contacts", "/values", "/definition" })
        {
            using var gone = await server.Http.GetAsync($"/api/runs/{run.Id}{path}", Token);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }
        var facts = await server.FactsWithoutAsync("");
        Assert.All((string[])["run", "run_place", "run_journal", "run_snapshot"], table => Assert.Empty(facts[table]));
        Assert.Equal(proof, await ledger.ReadAsync(0, 100, Token));
        Assert.Equal(messages.Items, (await MessagesAsync(server)).Items);

        using var again = new HttpRequestMessage(HttpMethod.Post, "/api/workflows/news/runs") { Content = JsonContent.Create(new StartRunRequest(), options: ContractJson.Options) };
        again.Headers.Add("Idempotency-Key", "monday");
        using var answer = await server.Http.SendAsync(again, Token);
        Assert.Equal((HttpStatusCode.Gone, "run.removed"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString()));
        Assert.Equal(proof, await ledger.ReadAsync(0, 100, Token));
    }

    [Fact]
    public async Task Who_waits_is_not_swept_however_old_the_run_is()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("slow").Step("s", "Elsa.Start").Step("wait", "Elsa.Delay", ("timeSpan", "300.00:00:00")).Line("s", "Done", "wait"));
        await using var server = await StartAsync(flows);
        await server.RunAsync("slow");
        Assert.Equal(0, await SweepAsync(server, days: 299));
        Assert.Equal(1, await RunsAsync(server, "slow"));
    }

    private static void Add(TestFlows flows, string id, Func<WorkflowDefinition, WorkflowDefinition> change) =>
        flows.Flows[id] = new RunnableFlow(change(new TestFlow(id).Step("s", "Elsa.Start").Build()), []);

    /// <summary>As if so many days had gone by; the server's own clock stands, so that its sweep does not come first.</summary>
    private static Task<long> SweepAsync(DesignerServer server, double days = 0) => new RunRemover(
        server.Services.GetRequiredService<IRunRemovals>(), server.Services.GetRequiredService<RunsToKeep>(), new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(days))).SweepAsync(Token);

    private static Task<RunsKept?> KeptAsync(DesignerServer server, string query) => server.Http.GetFromJsonAsync<RunsKept>($"/api/runs/kept{query}", ContractJson.Options, Token);

    private static async Task<int> RunsAsync(DesignerServer server, string flow) => (await server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={flow}", ContractJson.Options, Token))!.Count;

    private static async Task<MessagePage> MessagesAsync(DesignerServer server) => (await server.Http.GetFromJsonAsync<MessagePage>("/api/messages", ContractJson.Options, Token))!;
}
