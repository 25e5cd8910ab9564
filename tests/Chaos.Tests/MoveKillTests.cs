using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Server.Tests.Runs;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Chaos.Tests;

/// <summary>kill -9 while people who wait move to a new version, run by run: after the restart everybody is in exactly one place of the old run and the one that came of it.</summary>
public sealed class MoveKillTests : IAsyncLifetime
{
    private const string Flow = "patient";
    private const int People = 200;
    private const int Runs = 8;
    private const int Kills = 6;

    private readonly string _data = Directory.CreateTempSubdirectory("designer-chaos-").FullName;
    private readonly KillableServer _server;
    private readonly Random _random = new(20261124);

    public MoveKillTests() => _server = new KillableServer(_data);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Token);
        var people = Enumerable.Range(1, People).Select(n => new ContactInput { ExternalId = $"c{n}", Email = $"c{n}@people.internal" });
        using var answer = await _server.Http.PostAsJsonAsync("/api/contacts", people, ContractJson.Options, Token);
        Assert.True(answer.IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Whoever_moves_when_the_server_is_killed_waits_in_one_run_and_nowhere_else()
    {
        await PublishAsync(version: 1);
        for (var n = 0; n < Runs; n++)
            await StartAsync(n);
        while ((await RunsAsync()).Sum(r => Wait(r).Waiting) < Runs * People)
            await Task.Delay(20, Token);
        for (var kill = 1; kill <= Kills; kill++)
        {
            // A version more each time, so that there is always somebody to move.
            await PublishAsync(kill + 1);
            var before = (await RunsAsync()).Count;
            var moving = MoveAsync();
            // After as many runs as the dice say; the kill itself falls wherever the next one stands.
            for (var moved = _random.Next(Runs); await CountAsync() < before + moved;)
                await Task.Delay(1, Token);
            _server.Kill();
            await Record.ExceptionAsync(() => moving);
            await _server.StartAsync(Token);
            await EverybodyIsInOnePlaceAsync();
        }
        using var rest = await MoveAsync();
        Assert.True(rest.IsSuccessStatusCode, await rest.Content.ReadAsStringAsync(Token));
        var runs = await EverybodyIsInOnePlaceAsync();
        Assert.Equal((Runs, Kills + 1), (runs.Count, runs.Select(r => r.Version).Distinct().Single()));
    }

    private static ActivityCounts Wait(RunDetail run) => run.Activities.Single(a => a.ActivityId == "wait");

    private static TestFlow Version(int version) => new TestFlow(Flow).Trigger()
        .Step("wait", "Marketing.Wait", ("duration", "3.00:00:00")).Step("tag", "Marketing.AddTag", ("tag", $"v{version}"))
        .Line("t", "Done", "wait").Line("wait", "Done", "tag");

    private async Task PublishAsync(int version)
    {
        using var saved = await _server.Http.PostAsync("/api/workflows/import", new StringContent(ElsaJson.Write(Version(version).Build()), null, "application/json"), Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
        using var published = await _server.Http.PostAsync($"/api/workflows/{Flow}/publish", null, Token);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Token));
    }

    private async Task StartAsync(int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{Flow}/runs") { Headers = { { "Idempotency-Key", $"move-{n}" } } };
        using var answer = await _server.Http.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private Task<HttpResponseMessage> MoveAsync() => _server.Http.PostAsJsonAsync($"/api/workflows/{Flow}/move", new MovePeopleRequest(), ContractJson.Options, Token);

    private async Task<int> CountAsync() => (await SummariesAsync()).Count;

    private async Task<List<RunSummary>> SummariesAsync() => (await _server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={Flow}&limit=500", ContractJson.Options, Token))!;

    private async Task<List<RunDetail>> RunsAsync()
    {
        var runs = new List<RunDetail>();
        foreach (var run in await SummariesAsync())
            runs.Add((await _server.Http.GetFromJsonAsync<RunDetail>($"/api/runs/{run.Id}", ContractJson.Options, Token))!);
        return runs;
    }

    /// <returns>The runs in which somebody waits: as many as were started, everybody in each.</returns>
    private async Task<List<RunDetail>> EverybodyIsInOnePlaceAsync()
    {
        var waiting = new List<RunDetail>();
        foreach (var run in await RunsAsync())
        {
            var wait = Wait(run);
            Assert.Equal((People, 0L, 0L, 0L), (wait.Entered, wait.Queued, wait.InWork, wait.Faulted));
            var there = (await _server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run.Id}/contacts?state=waiting&limit=500", ContractJson.Options, Token))!;
            Assert.Equal((wait.Waiting, there.Items.Count), (there.Total, there.Items.Select(p => p.ContactId).Distinct().Count()));
            // All of a run move in one commit: whoever left is told as moved, and nobody is in between.
            Assert.Contains((wait.Waiting, wait.Dropped), new (long, long)[] { (People, 0), (0, People) });
            Assert.Equal(wait.Waiting > 0 ? RunStatus.Running : RunStatus.Finished, run.Status);
            if (wait.Waiting > 0)
                waiting.Add(run);
        }
        Assert.Equal(Runs, waiting.Count);
        return waiting;
    }
}
