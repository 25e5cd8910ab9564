using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Contracts.Schedules;
using Designer.Server.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Quartz;
using Server.Tests.Runs;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Schedules;

/// <summary>Flows without an audience that begin by themselves: every so often, once, and again after a restart.</summary>
public sealed class StartingTimesTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TestFlows _flows = new();
    private readonly FakeTimeProvider _time = new(Nine);

    [Fact]
    public async Task A_timer_fires_through_Quartz_again_and_again_until_it_is_taken_back()
    {
        // Quartz sleeps by the real clock.
        _flows.Add(Begin("ticking", "Elsa.Timer", ("interval", "00:00:01")).Custom("t", "overlap", "Allow"), published: true);
        await using var server = await StartAsync(_flows);
        await UntilAsync(server, "ticking", runs => runs.Count(r => r.Status == RunStatus.Finished) >= 2);
        _flows.Published.Clear();
        await server.Services.GetRequiredService<ScheduleIndex>().RefreshAsync(Token);
        Assert.Empty(await RowsAsync(server));
        var scheduler = await server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Token);
        Assert.Null(await scheduler.GetTrigger(new TriggerKey("ticking:t", "flows"), Token));
    }

    [Fact]
    public async Task A_timer_counts_on_over_a_restart_and_catches_up_once()
    {
        _flows.Add(Begin("quarter", "Elsa.Timer", ("interval", "00:15:00")), published: true);
        await using var server = await StartAsync(_flows, _time);
        var row = Assert.Single(await RowsAsync(server));
        Assert.Equal((null, TimeSpan.FromMinutes(15), Nine.AddMinutes(15)), (row.Cron, row.Interval, row.NextFireTimes[0]));
        await server.StopAsync();
        _time.SetUtcNow(Nine.AddMinutes(50));
        await using var again = await server.RestartAsync();
        row = Assert.Single(await RowsAsync(again));
        Assert.Equal((Nine.AddMinutes(45), Nine.AddMinutes(60)), (row.LastFireTime, row.NextFireTimes[0]));
        Assert.Single(await RunsAsync(again, "quarter"));
    }

    [Fact]
    public async Task An_instant_comes_once_also_when_the_server_was_off_and_one_that_is_over_never()
    {
        _flows.Add(Begin("once", "Elsa.StartAt", ("dateTime", "2026-03-02T10:00:00Z")), published: true);
        _flows.Add(Begin("over", "Elsa.StartAt", ("dateTime", "2026-03-02T08:00:00Z")), published: true);
        await using var server = await StartAsync(_flows, _time);
        Assert.Equal([0, 1], (await RowsAsync(server)).OrderBy(r => r.NextFireTimes.Count).Select(r => r.NextFireTimes.Count));
        await server.StopAsync();
        _time.SetUtcNow(Nine.AddHours(2));
        await using var again = await server.RestartAsync();
        Assert.Single(await RunsAsync(again, "once"));
        await using var third = await again.RestartAsync();
        Assert.Single(await RunsAsync(third, "once"));
        Assert.Empty(await RunsAsync(third, "over"));
        Assert.All(await RowsAsync(third), r => Assert.Empty(r.NextFireTimes));
    }

    [Fact]
    public async Task A_schedule_in_the_middle_of_a_run_waits_for_its_next_time()
    {
        _flows.Add(new TestFlow("middle").Step("s", "Elsa.Start").Trigger("c", "0 30 9 ? * MON").Custom("c", "canStartWorkflow", false).Step("say", "Elsa.WriteLine", ("text", "half past")).Line("s", "Done", "c").Line("c", "Done", "say"));
        await using var server = await StartAsync(_flows, _time);
        var run = await server.RunAsync("middle");
        await server.UntilAsync(run.Id, d => d.At("c").Waiting == 1);
        await using var again = await server.RestartAsync();
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(1, (await again.DetailAsync(run.Id)).At("c").Waiting);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await again.FinishedAsync(run.Id)).At("say").Outcomes["Done"]);
    }

    private static TestFlow Begin(string id, string type, (string, object) when) =>
        new TestFlow(id).Step("t", type, when).Custom("t", "canStartWorkflow", true).Step("say", "Elsa.WriteLine", ("text", "now")).Line("t", "Done", "say");

    private static async Task<List<RunSummary>> RunsAsync(DesignerServer server, string flow) => (await server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={flow}", ContractJson.Options, Token))!;

    private static async Task<List<ScheduleRow>> RowsAsync(DesignerServer server) => (await server.Http.GetFromJsonAsync<List<ScheduleRow>>("/api/schedules", ContractJson.Options, Token))!;

    private static async Task UntilAsync(DesignerServer server, string flow, Func<List<RunSummary>, bool> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!so(await RunsAsync(server, flow)))
            await Task.Delay(50, patience.Token);
    }
}
