using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

public sealed class RunLifeTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static TestFlow Patient => new TestFlow("patient").Trigger()
        .Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("tag", "Marketing.AddTag", ("tag", "later"))
        .Line("t", "Done", "wait").Line("wait", "Done", "tag");

    [Fact]
    public async Task A_wait_is_a_due_time_that_survives_a_restart()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(Monday));
        flows.Add(Patient);
        await using var first = await StartAsync(flows, time);
        await first.SeedAsync(12);
        var run = await first.RunAsync("patient");
        var waiting = await first.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Suspended);
        Assert.Equal(12, waiting.At("wait").Waiting);
        var people = await first.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run.Id}/contacts?state=waiting", ContractJson.Options, Token);
        Assert.Equal(Monday.AddHours(2), people!.Items[0].Until);

        await using var second = await first.RestartAsync();
        time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(12, (await second.DetailAsync(run.Id)).At("wait").Waiting);
        time.Advance(TimeSpan.FromMinutes(1));
        var done = await second.FinishedAsync(run.Id);
        Assert.Equal((12, 12), (done.At("wait").Outcomes["Done"], done.At("tag").Outcomes["Done"]));
    }

    [Fact]
    public async Task Pause_freezes_and_resume_goes_on()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(Monday));
        flows.Add(Patient);
        await using var server = await StartAsync(flows, time);
        await server.SeedAsync(7);
        var run = await server.RunAsync("patient");
        await server.UntilAsync(run.Id, d => d.At("wait").Waiting == 7);
        using var paused = await server.Http.PostAsync($"/api/runs/{run.Id}/pause", null, Token);
        Assert.True((await paused.Content.ReadFromJsonAsync<RunDetail>(ContractJson.Options, Token))!.Paused);
        time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(7, (await server.DetailAsync(run.Id)).At("wait").Waiting);
        using var resumed = await server.Http.PostAsync($"/api/runs/{run.Id}/resume", null, Token);
        Assert.Equal(7, (await server.FinishedAsync(run.Id)).At("tag").Outcomes["Done"]);
    }

    [Fact]
    public async Task Cancel_drops_who_had_not_left_and_ends_the_run()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(Monday));
        flows.Add(Patient);
        await using var server = await StartAsync(flows, time);
        await server.SeedAsync(7);
        var run = await server.RunAsync("patient");
        await server.UntilAsync(run.Id, d => d.At("wait").Waiting == 7);
        using var cancelled = await server.Http.PostAsync($"/api/runs/{run.Id}/cancel", null, Token);
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((RunSubStatus.Cancelled, 7, 0), (detail.SubStatus, (int)detail.At("wait").Dropped, (int)detail.At("tag").Entered));
        var people = await server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run.Id}/contacts?activity=wait", ContractJson.Options, Token);
        Assert.All(people!.Items, p => Assert.Equal(("dropped", "cancelled"), (p.State, p.Reason)));
    }

    [Fact]
    public async Task A_run_cancelled_out_of_a_pause_is_over_and_not_paused()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(Monday));
        flows.Add(Patient);
        await using var server = await StartAsync(flows, time);
        await server.SeedAsync(2);
        var run = await server.RunAsync("patient");
        await server.UntilAsync(run.Id, d => d.At("wait").Waiting == 2);
        using var paused = await server.Http.PostAsync($"/api/runs/{run.Id}/pause", null, Token);
        using var cancelled = await server.Http.PostAsync($"/api/runs/{run.Id}/cancel", null, Token);
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((RunSubStatus.Cancelled, false), (detail.SubStatus, detail.Paused));
    }

    [Fact]
    public async Task An_erased_contact_is_dropped_and_does_not_hold_the_run()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(Monday));
        flows.Add(Patient);
        await using var server = await StartAsync(flows, time);
        await server.SeedAsync(5);
        var run = await server.RunAsync("patient");
        await server.UntilAsync(run.Id, d => d.At("wait").Waiting == 5);
        var contacts = server.Services.GetRequiredService<IContactStore>();
        await contacts.EraseAsync((await contacts.ListAsync("c3", 0, 1, Token)).Contacts[0].Id, Token);
        time.Advance(TimeSpan.FromHours(2));
        var done = await server.FinishedAsync(run.Id);
        Assert.Equal((4, 1, 4), (done.At("wait").Outcomes["Done"], done.At("wait").Dropped, done.At("tag").Outcomes["Done"]));
    }

    [Fact]
    public async Task A_fault_is_tried_again_and_then_the_contacts_are_faulted_and_the_rest_goes_on()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("faulty").Trigger().Step("bad", "Marketing.Segment", ("rule", """{"attribute":"nobody_has_this","is":"Equal","value":1}"""))
            .Step("good", "Marketing.AddTag", ("tag", "ok")).Line("t", "Done", "bad").Line("t", "Done", "good"));
        await using var server = await StartAsync(flows);
        await server.SeedAsync(9);
        var run = await server.RunAsync("faulty");
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((9, 9, RunSubStatus.Finished), ((int)detail.At("bad").Faulted, (int)detail.At("good").Outcomes["Done"], detail.SubStatus));
        Assert.Contains("nobody_has_this", detail.At("bad").Fault, StringComparison.Ordinal);
        var journal = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Contains(journal!, j => j is { EventName: "Faulted", ActivityId: "bad" });
    }

    [Fact]
    public async Task Watchers_see_the_counts_move()
    {
        var flows = new TestFlows();
        flows.Add(Patient);
        await using var server = await StartAsync(flows);
        await server.SeedAsync(3);
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hubs/runs"), o => o.Headers["Authorization"] = $"ApiKey {DesignerServer.ApiKey}")
            .AddJsonProtocol(o => ContractJson.Apply(o.PayloadSerializerOptions)).Build();
        var seen = new TaskCompletionSource<RunDetail>();
        var listed = new TaskCompletionSource<RunSummary>();
        hub.On<RunDetail>("RunChanged", d => _ = d.At("wait").Waiting == 3 && seen.TrySetResult(d));
        hub.On<RunSummary>("RunListChanged", s => listed.TrySetResult(s));
        await hub.StartAsync(Token);
        await hub.InvokeAsync("WatchAll", Token);
        var run = await server.RunAsync("patient", key: "watched");
        await hub.InvokeAsync("Watch", run.Id, Token);
        Assert.Equal(run.Id, (await listed.Task.WaitAsync(Token)).Id);
        using var paused = await server.Http.PostAsync($"/api/runs/{run.Id}/pause", null, Token);
        Assert.Equal(run.Id, (await seen.Task.WaitAsync(Token)).Id);
    }
}
