using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Social;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>A step of an ordinary flow that failed for good is tried again when somebody asks, from where it stood.</summary>
public sealed class OrdinaryRetryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FaultyPosts _posts = new();

    [Fact]
    public async Task Goes_on_from_the_step_that_failed_also_after_a_restart_with_what_the_run_remembers_and_waits_for()
    {
        await using var first = await RunningAsync();
        var run = await first.FinishedAsync((await first.RunAsync("posting")).Id);
        Assert.Equal((RunSubStatus.Faulted, true, 1, 1), (run.SubStatus, run.CanRetry, run.At("post").Faulted, run.At("wait").Dropped));
        Assert.Equal([new RunIncident("post", "Marketing.PostSocial", FaultyPosts.Reason, null)], run.Token!.Incidents);
        Assert.Empty(run.Token.Waits);
        Assert.Equal("run.nothing_failed", await RefusalAsync(first, run.Id, "note"));
        Assert.Equal("run.unknown", await RefusalAsync(first, "nobody", null));

        await using var second = await first.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, await RetryAsync(second, run.Id, "post"));
        run = await second.UntilAsync(run.Id, d => _posts.Attempts == 2 && d.Status == RunStatus.Finished);
        Assert.Equal((RunSubStatus.Faulted, 1, true), (run.SubStatus, run.At("post").Faulted, run.CanRetry));

        _posts.IsUp = true;
        Assert.Equal(HttpStatusCode.OK, await RetryAsync(second, run.Id, null));
        run = await second.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Suspended);
        Assert.Equal((1, 0, 1, null, false), (run.At("note").Outcomes["Done"], run.At("post").Faulted, run.At("wait").Waiting, run.FinishedAt, run.CanRetry));
        Assert.Equal([new RunWait("wait", WaitKind.Time, null, _time.GetUtcNow().AddMinutes(1))], run.Token!.Waits);
        Assert.Empty(run.Token.Incidents);
        await using var third = await second.RestartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        run = await third.FinishedAsync(run.Id);
        Assert.Equal((RunSubStatus.Finished, null, 1, 1), (run.SubStatus, run.Fault, run.At("set").Entered, run.At("late").Outcomes["Done"]));
        Assert.All(run.Activities, a => Assert.Equal(a.Entered, a.Outcomes.Values.Sum() + a.Faulted + a.Dropped));

        var journal = (await third.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token))!;
        Assert.Equal("Number 42", Assert.Single(journal, l => l.EventName == "Message").Message);
        Assert.Equal(["Started", "Faulted", "Retrying", "Faulted", "Retrying", "Completed"], journal.Where(l => l.ActivityId == "post").Select(l => l.EventName));
        Assert.Equal(["Started", "Faulted", "Resumed", "Faulted", "Resumed"], journal.Where(l => l.ActivityId is null).Select(l => l.EventName).Take(5));
        Assert.Equal(3, _posts.Attempts);
        Assert.Equal("run.nothing_failed", await RefusalAsync(third, run.Id, null));
    }

    [Fact]
    public async Task What_cannot_be_tried_again_says_why()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("goes-on").Option("incidentStrategyType", "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core")
            .Step("post", "Elsa.Fault", ("message", "No")).Step("late", "Elsa.Delay", ("timeSpan", "01:00:00")).Step("s", "Elsa.Start").Line("s", "Done", "post").Line("s", "Done", "late"));
        flows.Add(new TestFlow("finishes").Step("s", "Elsa.Start").Step("bad", "Elsa.Fault", ("message", "No")).Step("end", "Elsa.Finish").Line("s", "Done", "bad").Line("s", "Done", "end"));
        await using var server = await StartAsync(flows, _time);

        var on = await server.RunAsync("goes-on");
        await server.UntilAsync(on.Id, d => d.At("late").Waiting == 1 && d.At("post").Faulted == 1);
        Assert.Equal("run.goes_on", await RefusalAsync(server, on.Id, "post"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False((await server.FinishedAsync(on.Id)).CanRetry);
        Assert.Equal("run.went_on", await RefusalAsync(server, on.Id, null));

        var finished = await server.FinishedAsync((await server.RunAsync("finishes")).Id);
        Assert.Equal((RunSubStatus.Faulted, false), (finished.SubStatus, finished.CanRetry));
        Assert.Equal("run.ended_otherwise", await RefusalAsync(server, finished.Id, "bad"));
    }

    private async Task<DesignerServer> RunningAsync()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("posting").Variable("n", "Int32", "1").Step("s", "Elsa.Start")
            .Step("set", "Elsa.SetVariable", ("value", 42)).Plain("set", "variable", new { id = "var-n" })
            .Step("post", "Marketing.PostSocial", ("text", "Hello")).Custom("post", "retries", 0).Step("note", "Elsa.WriteLine", ("text", "=`Number ${getN()}`"))
            .Step("wait", "Elsa.Delay", ("timeSpan", "00:01:00")).Step("late", "Elsa.Start")
            .Line("s", "Done", "set").Line("set", "Done", "post").Line("post", "Posted", "note").Line("s", "Done", "wait").Line("wait", "Done", "late"));
        return await DesignerServer.StartAsync(s => s with
        {
            Time = _time,
            Replace = services => services.AddSingleton<IRunnableFlows>(flows).AddSingleton<ISocialChannel>(_posts),
        });
    }

    private static async Task<HttpStatusCode> RetryAsync(DesignerServer server, string run, string? activity)
    {
        using var answer = await server.Http.PostAsync($"/api/runs/{run}/retry{(activity is null ? "" : $"?activity={activity}")}", null, Token);
        return answer.StatusCode;
    }

    private static async Task<string?> RefusalAsync(DesignerServer server, string run, string? activity)
    {
        using var answer = await server.Http.PostAsync($"/api/runs/{run}/retry{(activity is null ? "" : $"?activity={activity}")}", null, Token);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict, $"{answer.StatusCode}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();
    }
}
