using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Flows;
using Designer.Server.Runs;
using Microsoft.Extensions.Time.Testing;
using Workflows.Definitions;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>Flows of one token over HTTP and in the real store: containers, waits across a restart, events between flows, pause and cancel.</summary>
public sealed class OrdinaryRunTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static TestFlows Samples(params string[] published)
    {
        var flows = new TestFlows();
        foreach (var (id, definition) in Gallery.Samples.Where(s => s.Id.StartsWith("campaign-", StringComparison.Ordinal)))
            flows.Flows[id] = new RunnableFlow(definition, []);
        foreach (var id in published)
            flows.Published.Add(id);
        return flows;
    }

    [Fact]
    public async Task The_sample_with_every_container_runs_waits_and_goes_on_after_a_restart()
    {
        var time = new FakeTimeProvider(Monday);
        await using var first = await StartAsync(Samples(), time);
        var run = await first.RunAsync("campaign-checklist");
        var waiting = await first.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Suspended);
        Assert.Equal((1, 1), (waiting.At("yes").Waiting, waiting.At("late").Waiting));
        Assert.Equal((3, 2, 3), (waiting.At("oneStep").Entered, waiting.At("small").Outcomes["Done"], waiting.At("day").Outcomes["Done"]));

        await using var second = await first.RestartAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        var done = await second.FinishedAsync(run.Id);
        Assert.Equal((RunSubStatus.Finished, 1, 1), (done.SubStatus, done.At("first").Outcomes["Done"], done.At("yes").Dropped));
        var lines = await second.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Equal(
            ["1. Announcement", "2. Reminder", "Needs a signature: more than 500.", "3. Last day", "In 3 days: nothing else is planned.", "In 2 days: nothing else is planned.", "Texts in en.", "中文文案。", "In 1 days: nothing else is planned."],
            lines!.Where(l => l.EventName == "Message").Select(l => l.Message));
        Assert.Contains(lines!, l => l is { EventName: "Canceled", ActivityId: "yes" });
    }

    [Fact]
    public async Task An_event_of_another_flow_wakes_the_run_that_waits_for_it()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await StartAsync(Samples(), time);
        var checklist = await server.RunAsync("campaign-checklist");
        await server.UntilAsync(checklist.Id, d => d.At("yes").Waiting == 1);
        var approval = await server.RunAsync("campaign-approval");
        await server.UntilAsync(approval.Id, d => d.At("think").Waiting == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        await server.FinishedAsync(approval.Id);
        var done = await server.FinishedAsync(checklist.Id);
        Assert.Equal((1, 1), (done.At("yes").Outcomes["Done"], done.At("late").Dropped));
    }

    [Fact]
    public async Task A_simulated_event_disturbs_nobody()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await StartAsync(Samples(), time);
        var checklist = await server.RunAsync("campaign-checklist");
        await server.UntilAsync(checklist.Id, d => d.At("yes").Waiting == 1);
        var approval = await server.RunAsync("campaign-approval", new StartRunRequest { Mode = RunMode.Simulate });
        await server.UntilAsync(approval.Id, d => d.At("think").Waiting == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        await server.FinishedAsync(approval.Id);
        Assert.Equal(1, (await server.DetailAsync(checklist.Id)).At("yes").Waiting);
    }

    [Fact]
    public async Task A_published_flow_that_begins_with_the_event_starts_with_what_it_brought()
    {
        var flows = Samples();
        flows.Flows["told"] = new RunnableFlow(Told(), []);
        flows.Published.Add("told");
        var time = new FakeTimeProvider(Monday);
        await using var server = await StartAsync(flows, time);
        var approval = await server.RunAsync("campaign-approval");
        await server.UntilAsync(approval.Id, d => d.At("think").Waiting == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        await server.FinishedAsync(approval.Id);
        var started = Assert.Single((await server.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=told", ContractJson.Options, Token))!);
        await server.FinishedAsync(started.Id);
        var lines = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{started.Id}/journal", ContractJson.Options, Token);
        Assert.Equal("by the owner", Assert.Single(lines!, l => l.EventName == "Message").Message);
    }

    [Fact]
    public async Task A_flow_starts_others_and_goes_on_when_the_one_it_waits_for_has_ended_across_a_restart()
    {
        var time = new FakeTimeProvider(Monday);
        await using var first = await StartAsync(Samples("campaign-checklist", "campaign-approval"), time);
        var launch = await first.RunAsync("campaign-launch");
        await first.UntilAsync(launch.Id, d => d.At("approve").Waiting == 1);
        await using var second = await first.RestartAsync();
        var approval = Assert.Single((await second.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=campaign-approval", ContractJson.Options, Token))!);
        await second.UntilAsync(approval.Id, d => d.At("think").Waiting == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, (await second.FinishedAsync(launch.Id)).At("say").Outcomes["Done"]);
        var checklist = Assert.Single((await second.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=campaign-checklist", ContractJson.Options, Token))!);
        await second.FinishedAsync(checklist.Id);
    }

    [Fact]
    public async Task A_child_that_is_not_published_is_a_fault_and_a_flow_that_runs_itself_is_stopped_at_the_limit()
    {
        var flows = Samples();
        flows.Add(new TestFlow("itself").Step("again", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "itself")), published: true);
        await using var server = await StartAsync(flows);
        var launch = await server.FinishedAsync((await server.RunAsync("campaign-launch")).Id);
        Assert.Contains("no published flow 'campaign-checklist'", launch.Fault, StringComparison.Ordinal);
        await server.FinishedAsync((await server.RunAsync("itself")).Id);
        var runs = (await server.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=itself", ContractJson.Options, Token))!;
        Assert.Equal(21, runs.Count);
        Assert.Contains("20 deep", (await server.DetailAsync(runs[0].Id)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_called_like_the_end_of_a_run_is_only_an_event()
    {
        var flows = Samples("campaign-approval");
        var time = new FakeTimeProvider(Monday);
        await using var server = await StartAsync(flows, time);
        var approval = await server.RunAsync("campaign-approval");
        await server.UntilAsync(approval.Id, d => d.At("think").Waiting == 1);
        flows.Add(new TestFlow("listens").Step("s", "Elsa.Start").Line("s", "Done", "hear").Step("hear", "Elsa.Event", ("eventName", $"run:{approval.Id}")));
        flows.Add(new TestFlow("tells").Step("tell", "Elsa.PublishEvent", ("eventName", $"run:{approval.Id}")));
        var listens = await server.RunAsync("listens");
        var waiting = await server.UntilAsync(listens.Id, d => d.At("hear").Waiting == 1);
        Assert.Equal([new RunWait("hear", WaitKind.Event, $"run:{approval.Id}", null)], waiting.Token!.Waits);
        time.Advance(TimeSpan.FromSeconds(10));
        await server.FinishedAsync(approval.Id);
        Assert.Equal(1, (await server.DetailAsync(listens.Id)).At("hear").Waiting);
        await server.FinishedAsync((await server.RunAsync("tells")).Id);
        await server.FinishedAsync(listens.Id);
    }

    [Fact]
    public async Task Pause_freezes_a_wait_and_cancel_ends_the_run()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await StartAsync(Samples(), time);
        var run = await server.RunAsync("campaign-checklist");
        await server.UntilAsync(run.Id, d => d.At("late").Waiting == 1);
        using var paused = await server.Http.PostAsync($"/api/runs/{run.Id}/pause", null, Token);
        Assert.True((await paused.Content.ReadFromJsonAsync<RunDetail>(ContractJson.Options, Token))!.Paused);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await server.DetailAsync(run.Id)).At("late").Waiting);
        using var cancelled = await server.Http.PostAsync($"/api/runs/{run.Id}/cancel", null, Token);
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((RunSubStatus.Cancelled, 1, 0, false), (detail.SubStatus, detail.At("late").Dropped, detail.At("result").Entered, detail.Paused));
    }

    private static WorkflowDefinition Told()
    {
        var flow = new TestFlow("told").Step("heard", "Elsa.Event", ("eventName", "Campaign approved")).Step("say", "Elsa.WriteLine", ("text", "=return 'by ' + getNews().by")).Line("heard", "Done", "say").Variable("News", "JSON", "{}").Build();
        var (heard, say) = (flow.Root.Container!.Activities[0], flow.Root.Container.Activities[1]);
        heard = heard with { CustomProperties = heard.CustomProperties.Add("canStartWorkflow", JsonSerializer.SerializeToElement(true)), Outputs = heard.Outputs.Add("result", new OutputBinding("Object", "var-News")) };
        return flow with { Root = flow.Root with { Container = flow.Root.Container with { Activities = [heard, say] } } };
    }
}
