using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>A fault that may pass is tried again after 2, 8 and 32 seconds of the server's clock; then the contacts are faulted with its reason.</summary>
public sealed class RetryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(32)];

    private readonly FakeTimeProvider _time = new(Monday);
    private readonly FaultyPosts _posts = new();
    private readonly TestFlows _flows = new();

    [Fact]
    public async Task Each_retry_waits_four_times_as_long_and_then_the_contacts_are_faulted_with_the_reason()
    {
        await using var server = await RunningAsync();
        var run = await server.RunAsync("posting");
        foreach (var (pause, attempts) in Pauses.Select((pause, index) => (pause, index + 1)))
        {
            await TriedAsync(server, run.Id, attempts);
            _time.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempts, _posts.Attempts);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal(Pauses.Length + 1, _posts.Attempts);
        Assert.Equal((4, 0, 4), ((int)detail.At("post").Faulted, (int)detail.At("after").Entered, (int)detail.At("beside").Outcomes["Done"]));
        Assert.Equal(FaultyPosts.Reason, detail.At("post").Fault);
        var people = (await server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run.Id}/contacts?activity=post&state=faulted", ContractJson.Options, Token))!;
        Assert.Equal(4, people.Total);
        Assert.All(people.Items, p => Assert.Equal(("faulted", FaultyPosts.Reason), (p.State, p.Reason)));
        var journal = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Equal(
            [("Retrying", 0), ("Retrying", 2), ("Retrying", 10), ("Faulted", 42)],
            journal!.Where(j => j.Message == FaultyPosts.Reason).Select(j => (j.EventName, (int)(j.At - Monday).TotalSeconds)));
    }

    [Fact]
    public async Task Who_was_faulted_is_tried_again_when_somebody_asks_also_after_the_run_is_over_and_a_restart()
    {
        await using var first = await RunningAsync();
        var run = await first.RunAsync("posting");
        foreach (var (pause, attempts) in Pauses.Select((pause, index) => (pause, index + 1)))
        {
            await TriedAsync(first, run.Id, attempts);
            _time.Advance(pause);
        }
        Assert.Equal(4, (await first.FinishedAsync(run.Id)).At("post").Faulted);
        await using var server = await first.RestartAsync();
        _posts.IsUp = true;
        using (var answer = await server.Http.PostAsync($"/api/runs/{run.Id}/retry?activity=post", null, Token))
            Assert.Equal(RunStatus.Running, (await answer.Content.ReadFromJsonAsync<RunDetail>(ContractJson.Options, Token))!.Status);
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((0, 4, 4), ((int)detail.At("post").Faulted, (int)detail.At("post").Entered, (int)detail.At("after").Outcomes["Done"]));
        Assert.Equal((4, null), (detail.At("beside").Outcomes["Done"], detail.At("post").Fault));
        var journal = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Contains(journal!, j => j is { EventName: "Retrying", Message: "4 faulted contacts are tried again." });
        using var nothing = await server.Http.PostAsync("/api/runs/none/retry", null, Token);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task An_activity_has_a_policy_of_its_own()
    {
        _flows.Add(new TestFlow("patient").Trigger().Step("post", "Marketing.PostSocial", ("text", "hello")).Step("crowd", "Marketing.AddTag", ("tag", "x"))
            .Custom("post", "retries", 1).Custom("post", "retryDelay", "00:00:30").Line("t", "Done", "post").Line("t", "Done", "crowd"));
        await using var server = await RunningAsync();
        var run = await server.RunAsync("patient");
        await TriedAsync(server, run.Id, 1);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, _posts.Attempts);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, (await server.FinishedAsync(run.Id)).At("post").Faulted);
        Assert.Equal(2, _posts.Attempts);
    }

    [Fact]
    public async Task A_fault_that_passes_leaves_nobody_faulted()
    {
        await using var server = await RunningAsync();
        var run = await server.RunAsync("posting");
        await TriedAsync(server, run.Id, 1);
        _posts.IsUp = true;
        _time.Advance(Pauses[0]);
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((0, 4), ((int)detail.At("post").Faulted, (int)detail.At("after").Outcomes["Done"]));
        Assert.Equal(2, _posts.Attempts);
    }

    [Fact]
    public async Task A_restart_keeps_how_often_it_was_tried_and_when_it_is_next()
    {
        await using var server = await RunningAsync();
        var run = await server.RunAsync("posting");
        await TriedAsync(server, run.Id, 1);
        _time.Advance(Pauses[0]);
        await TriedAsync(server, run.Id, 2);
        await using var again = await server.RestartAsync();
        _time.Advance(Pauses[1] - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _posts.Attempts);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await TriedAsync(again, run.Id, 3);
        _time.Advance(Pauses[2]);
        Assert.Equal(4, (await again.FinishedAsync(run.Id)).At("post").Faulted);
        Assert.Equal(4, _posts.Attempts);
    }

    private async Task<DesignerServer> RunningAsync()
    {
        _flows.Add(new TestFlow("posting").Trigger().Step("post", "Marketing.PostSocial", ("text", "Hello")).Step("after", "Marketing.AddTag", ("tag", "posted")).Step("beside", "Marketing.AddTag", ("tag", "seen"))
            .Line("t", "Done", "post").Line("post", "Posted", "after").Line("t", "Done", "beside"));
        var server = await DesignerServer.StartAsync(s => s with
        {
            Time = _time,
            Configuration = new Dictionary<string, string> { ["Runs:RetrySpread"] = "0" },
            Replace = services => services.AddSingleton<Designer.Server.Runs.IRunnableFlows>(_flows).AddSingleton<Activities.Social.ISocialChannel>(_posts),
        });
        await server.SeedAsync(4);
        return server;
    }

    /// <summary>Until that attempt has failed and the run waits for the next.</summary>
    private async Task TriedAsync(DesignerServer server, string run, int attempts)
    {
        var detail = await server.UntilAsync(run, d => _posts.Attempts == attempts && d.SubStatus == RunSubStatus.Suspended);
        Assert.Equal((4, 0), ((int)detail.At("post").Queued, (int)detail.At("post").Faulted));
        Assert.Equal(FaultyPosts.Reason, detail.At("post").Fault);
    }
}
