using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Contracts.Schedules;
using Designer.Server.Runs;
using Designer.Server.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Server.Tests.Runs;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Schedules;

/// <summary>
/// What a schedule does with a fire time that it could not keep, seen through HTTP on the real server: one while the last run is going on, one that passed while the server
/// was off. The clock is the test's; Quartz sleeps by the real one, so the tests tell the tick that its job would tell, and the schedule names a day of spring 2026, so that no real
/// hour falls into a test.
/// </summary>
public sealed class SchedulePoliciesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TestFlows _flows = new();
    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Skip_leaves_out_a_time_at_which_the_last_run_is_still_going()
    {
        await using var server = await PublishedAsync(("overlap", "Skip"));
        await TickAsync(server, Nine);
        await TickAsync(server, Nine.AddHours(1));
        Assert.Equal([9], await FireHoursAsync(server));
        await EndAsync(server);
        await TickAsync(server, Nine.AddHours(2));
        Assert.Equal([9, 11], await FireHoursAsync(server));
    }

    [Fact]
    public async Task Queue_runs_it_when_the_last_run_is_over_and_remembers_it_over_a_restart()
    {
        await using var server = await PublishedAsync(("overlap", "Queue"));
        await TickAsync(server, Nine);
        await TickAsync(server, Nine.AddHours(1));
        await TickAsync(server, Nine.AddHours(2));
        Assert.Single(await RunsAsync(server));
        await using var again = await server.RestartAsync();
        Assert.Single(await RunsAsync(again));
        await EndAsync(again);
        // One after the other: the second of them waits for the first.
        var second = await UntilAsync(again, runs => runs.Count == 2);
        Assert.Equal(RunStatus.Running, second[0].Status);
        await EndAsync(again);
        await UntilAsync(again, runs => runs.Count == 3);
        Assert.Equal([9, 10, 11], await FireHoursAsync(again));
    }

    [Fact]
    public async Task Allow_runs_both_at_once()
    {
        await using var server = await PublishedAsync(("overlap", "Allow"));
        await TickAsync(server, Nine);
        await TickAsync(server, Nine.AddHours(1));
        var runs = await RunsAsync(server);
        Assert.Equal(2, runs.Count);
        Assert.All(runs, r => Assert.Equal(RunStatus.Running, r.Status));
    }

    [Fact]
    public async Task A_tick_that_comes_twice_is_one_run()
    {
        await using var server = await PublishedAsync(("overlap", "Allow"));
        await TickAsync(server, Nine);
        await TickAsync(server, Nine);
        Assert.Single(await RunsAsync(server));
    }

    [Theory]
    [InlineData("Skip", new int[0])]
    [InlineData("RunOnce", new[] { 12 })]
    [InlineData("RunAll", new[] { 9, 10, 11, 12 })]
    public async Task What_was_missed_while_the_server_was_off_is_run_by_the_policy(string missed, int[] hours)
    {
        await using var server = await PublishedAsync(("overlap", "Allow"), ("missed", missed));
        await server.StopAsync();
        _time.SetUtcNow(Nine.AddHours(3.5));
        await using var again = await server.RestartAsync();
        Assert.Equal(hours.Length, (await RunsAsync(again)).Count);
        Assert.Equal(hours.Length == 0 ? null : Nine.AddHours(hours[^1] - 9), (await RowAsync(again)).LastFireTime);
        Assert.Equal(hours, await FireHoursAsync(again));
        // Dealt with once: another restart finds nothing missed.
        await using var third = await again.RestartAsync();
        Assert.Equal(hours.Length, (await RunsAsync(third)).Count);
    }

    [Fact]
    public async Task A_missed_time_is_skipped_while_the_run_from_before_the_restart_is_still_going()
    {
        await using var server = await PublishedAsync(("overlap", "Skip"), ("missed", "RunAll"));
        await TickAsync(server, Nine);
        await server.StopAsync();
        _time.SetUtcNow(Nine.AddHours(2.5));
        await using var again = await server.RestartAsync();
        Assert.Equal([9], await FireHoursAsync(again));
    }

    [Fact]
    public async Task What_is_too_late_is_never_run()
    {
        await using var server = await PublishedAsync(("overlap", "Allow"), ("missed", "RunAll"), ("tooLate", "02:00:00"));
        await server.StopAsync();
        _time.SetUtcNow(Nine.AddHours(3.5));
        await using var again = await server.RestartAsync();
        Assert.Equal([11, 12], await FireHoursAsync(again));
        Assert.Equal(2, (await RunsAsync(again)).Count);
    }

    [Fact]
    public async Task What_would_have_fired_before_it_was_published_was_not_missed()
    {
        _time.SetUtcNow(Nine.AddHours(5.5));
        await using var server = await PublishedAsync(("missed", "RunAll"));
        Assert.Empty(await RunsAsync(server));
        Assert.Equal(Nine.AddHours(6), (await RowAsync(server)).NextFireTimes[0]);
    }

    /// <summary>Everybody waits for ten hours, so that each run is still going when the next would begin.</summary>
    private async Task<DesignerServer> PublishedAsync(params (string, object)[] policies)
    {
        _flows.Add(new TestFlow("hourly").Trigger(cron: "0 0 * 2 MAR ?", custom: policies).Step("wait", "Marketing.Wait", ("duration", "10:00:00")).Line("t", "Done", "wait"), published: true);
        var server = await StartAsync(_flows, _time);
        await server.SeedAsync(3);
        return server;
    }

    private async Task TickAsync(DesignerServer server, DateTimeOffset at)
    {
        _time.SetUtcNow(at);
        var schedule = server.Services.GetRequiredService<ScheduleIndex>().Find("hourly:t")!;
        await server.Services.GetRequiredService<ScheduleFires>().UpToAsync(schedule, at, at, Token);
    }

    /// <summary>Lets the wait of the runs that are going come to its end.</summary>
    private async Task EndAsync(DesignerServer server)
    {
        foreach (var run in (await RunsAsync(server)).Where(r => r.Status == RunStatus.Running))
        {
            await server.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Suspended);
            using var cancelled = await server.Http.PostAsync($"/api/runs/{run.Id}/cancel", null, Token);
            await server.FinishedAsync(run.Id);
        }
        // The queue is looked at every second of the server's clock.
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<List<RunSummary>> RunsAsync(DesignerServer server) => (await server.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=hourly", ContractJson.Options, Token))!;

    private static async Task<ScheduleRow> RowAsync(DesignerServer server) => Assert.Single((await server.Http.GetFromJsonAsync<List<ScheduleRow>>("/api/schedules", ContractJson.Options, Token))!);

    /// <summary>The fire times whose runs exist: a run's id is derived from the schedule and the fire time.</summary>
    private static async Task<IEnumerable<int>> FireHoursAsync(DesignerServer server)
    {
        var ids = (await RunsAsync(server)).Select(r => r.Id).ToHashSet();
        return Enumerable.Range(0, 24).Where(hour => ids.Contains(RunStarter.IdOf($"hourly:schedule:t:{Nine.Date.AddHours(hour):yyyy-MM-ddTHH:mm:ss.fffffff}Z")));
    }

    private async Task<List<RunSummary>> UntilAsync(DesignerServer server, Func<List<RunSummary>, bool> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        for (; ; await Task.Delay(20, patience.Token))
        {
            if (await RunsAsync(server) is var runs && so(runs))
                return runs;
        }
    }
}
