using System.Net;
using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>People who wait go on in a run of another version: over HTTP, with the real flows and stores.</summary>
public sealed class RunMoveTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Monday);
    private DesignerServer _server = null!;

    private static TestFlow First => new TestFlow("patient").Trigger().Variable("greeting", "String", "hello")
        .Step("early", "Marketing.AddTag", ("tag", "early")).Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("tag", "Marketing.AddTag", ("tag", "first"))
        .Line("t", "Done", "early").Line("early", "Done", "wait").Line("wait", "Done", "tag");

    private static TestFlow Second => new TestFlow("patient").Trigger().Variable("greeting", "String", "hi")
        .Step("wait", "Marketing.Wait", ("duration", "05:00:00")).Step("other", "Marketing.AddTag", ("tag", "second"))
        .Line("t", "Done", "wait").Line("wait", "Done", "other");

    public async ValueTask InitializeAsync()
    {
        _server = await DesignerServer.StartAsync(s => s with { Time = _time });
        await _server.SeedAsync(12);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Who_waits_where_both_versions_wait_goes_on_in_the_new_one_at_the_instant_they_were_given()
    {
        var run = await WaitingRunAsync();
        await PublishAsync(Second);
        var waiting = await WaitingAsync();
        var offered = Assert.Single(waiting.Runs);
        Assert.Equal((2, run, 1, 12, 12), (waiting.Version, offered.RunId, offered.Version, (int)offered.Waiting, (int)offered.Movable));
        Assert.Equal(("wait", null), (offered.Steps[0].ActivityId, offered.Steps[0].Obstacle));

        var moved = await MoveAsync(run);
        Assert.Equal((12, 2, RunStatus.Running), ((int)moved.Moved, moved.Into!.Version, moved.Into.Status));
        var old = await _server.FinishedAsync(run);
        Assert.Equal((12, 0, 0), ((int)old.At("wait").Dropped, (int)old.At("wait").Waiting, (int)old.At("tag").Entered));
        Assert.Equal(1, old.Version);
        var people = await _server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run}/contacts?activity=wait", ContractJson.Options, Token);
        Assert.All(people!.Items, p => Assert.Equal(("dropped", "moved"), (p.State, p.Reason)));
        var there = await _server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{moved.Into.Id}/contacts?state=waiting", ContractJson.Options, Token);
        Assert.All(there!.Items, p => Assert.Equal(Monday.AddHours(2), p.Until));

        _time.Advance(TimeSpan.FromHours(2));
        var done = await _server.FinishedAsync(moved.Into.Id);
        Assert.Equal((12, 12), (done.At("wait").Outcomes["Done"], done.At("other").Outcomes["Done"]));
        var journal = await _server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run}/journal", ContractJson.Options, Token);
        Assert.Contains(journal!, j => j.Message.Contains(moved.Into.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pressed_twice_nobody_moves_twice()
    {
        var run = await WaitingRunAsync();
        await PublishAsync(Second);
        var answers = await Task.WhenAll(MoveAnswerAsync(run), MoveAnswerAsync(run));
        var moved = new List<long>();
        foreach (var answer in answers.Where(a => a.IsSuccessStatusCode))
            moved.Add((await answer.Content.ReadFromJsonAsync<MovedPeople>(ContractJson.Options, Token))!.Moved);
        Assert.Equal(12, moved.Sum());
        Assert.All(answers.Where(a => !a.IsSuccessStatusCode), a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
    }

    [Fact]
    public async Task Who_waits_where_the_new_version_has_nothing_stays_on_the_old_one()
    {
        await PublishAsync(new TestFlow("patient").Trigger().Step("de", "Marketing.Segment", ("rule", """{"attribute":"country","is":"Equal","value":"DE"}"""))
            .Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("gone", "Marketing.Wait", ("duration", "03:00:00")).Step("tag", "Marketing.AddTag", ("tag", "x"))
            .Line("t", "Done", "de").Line("de", "Matched", "wait").Line("de", "Others", "gone").Line("wait", "Done", "tag").Line("gone", "Done", "tag"));
        var run = (await _server.RunAsync("patient")).Id;
        await _server.UntilAsync(run, d => d.At("wait").Waiting == 6 && d.At("gone").Waiting == 6);
        await PublishAsync(Second);
        var offered = Assert.Single((await WaitingAsync()).Runs);
        Assert.Equal((12, 6), (offered.Waiting, offered.Movable));
        Assert.Equal([("wait", null), ("gone", MoveObstacle.Gone)], offered.Steps.Select(s => (s.ActivityId, s.Obstacle)));
        Assert.Equal(6, (await MoveAsync(run)).Moved);
        var left = await _server.DetailAsync(run);
        Assert.Equal((RunStatus.Running, 6), (left.Status, left.At("gone").Waiting));
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(6, (await _server.FinishedAsync(run)).At("tag").Outcomes["Done"]);
    }

    [Fact]
    public async Task Who_waits_in_two_branches_moves_with_both_or_not_at_all()
    {
        await PublishAsync(new TestFlow("patient").Trigger().Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("gone", "Marketing.Wait", ("duration", "03:00:00")).Step("tag", "Marketing.AddTag", ("tag", "x"))
            .Line("t", "Done", "wait").Line("t", "Done", "gone").Line("wait", "Done", "tag"));
        var run = (await _server.RunAsync("patient")).Id;
        await _server.UntilAsync(run, d => d.At("wait").Waiting == 12 && d.At("gone").Waiting == 12);
        await PublishAsync(Second);
        Assert.Equal(0, Assert.Single((await WaitingAsync()).Runs).Movable);
        Assert.Equal((0, null), ((await MoveAsync(run)).Moved, (await MoveAsync(run)).Into));
        Assert.Equal(12, (await _server.DetailAsync(run)).At("wait").Waiting);
    }

    [Fact]
    public async Task A_restart_right_after_the_move_finds_everybody_where_they_went()
    {
        var run = await WaitingRunAsync();
        await PublishAsync(Second);
        var into = (await MoveAsync(run)).Into!.Id;
        _server = await _server.RestartAsync();
        Assert.Equal(12, (await _server.DetailAsync(into)).At("wait").Waiting);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(12, (await _server.FinishedAsync(into)).At("other").Outcomes["Done"]);
    }

    [Fact]
    public async Task What_they_have_behind_them_and_would_meet_again_is_told()
    {
        var run = await WaitingRunAsync();
        await PublishAsync(new TestFlow("patient").Trigger().Step("wait", "Marketing.Wait", ("duration", "05:00:00")).Step("early", "Marketing.AddTag", ("tag", "early"))
            .Line("t", "Done", "wait").Line("wait", "Done", "early"));
        Assert.Equal(["Add tag"], Assert.Single((await WaitingAsync()).Runs).Again);
        Assert.Equal(run, (await WaitingAsync()).Runs[0].RunId);
    }

    [Fact]
    public async Task A_version_with_errors_takes_nobody_and_a_run_of_this_version_has_nobody_to_move()
    {
        var run = await WaitingRunAsync();
        Assert.Empty((await WaitingAsync()).Runs);
        Assert.Equal(0, (await MoveAsync(run)).Moved);
        await SaveAsync(new TestFlow("patient").Trigger().Step("wait", "No.Such").Line("t", "Done", "wait"));
        using var refused = await MoveAnswerAsync(run, 2);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var none = await MoveAnswerAsync(run, 9);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_paused_run_lets_its_people_go_and_an_erased_one_is_not_among_them()
    {
        var run = await WaitingRunAsync();
        await PublishAsync(Second);
        using var paused = await _server.Http.PostAsync($"/api/runs/{run}/pause", null, Token);
        var contacts = _server.Services.GetRequiredService<IContactStore>();
        await contacts.EraseAsync((await contacts.ListAsync("c3", 0, 1, Token)).Contacts[0].Id, Token);
        Assert.Equal(11, (await MoveAsync(run)).Moved);
    }

    [Fact]
    public async Task Everybody_of_every_run_moves_at_once_and_a_long_list_is_counted()
    {
        await PublishAsync(First);
        var everyone = new List<string>();
        for (var i = 1; i <= 22; i++)
            everyone.Add((await _server.RunAsync("patient", new StartRunRequest { Contacts = [i % 12 + 1] })).Id);
        foreach (var run in everyone)
            await _server.UntilAsync(run, d => d.At("wait").Waiting == 1);
        await PublishAsync(Second);
        var waiting = await WaitingAsync();
        Assert.Equal((20, 22, 22), (waiting.Runs.Count, waiting.TotalRuns, (int)waiting.TotalWaiting));
        using var answer = await _server.Http.PostAsJsonAsync("/api/workflows/patient/move", new MovePeopleRequest(), ContractJson.Options, Token);
        Assert.Equal(new MovedFlow(22, 22, 0), await answer.Content.ReadFromJsonAsync<MovedFlow>(ContractJson.Options, Token));
        Assert.Equal(0, (await WaitingAsync()).TotalRuns);
        using var none = await _server.Http.PostAsJsonAsync("/api/workflows/nobody/move", new MovePeopleRequest(), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private async Task<string> WaitingRunAsync()
    {
        await PublishAsync(First);
        var run = (await _server.RunAsync("patient")).Id;
        await _server.UntilAsync(run, d => d.At("wait").Waiting == 12);
        return run;
    }

    private async Task PublishAsync(TestFlow flow)
    {
        await SaveAsync(flow);
        using var published = await _server.Http.PostAsync("/api/workflows/patient/publish", null, Token);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Token));
    }

    private async Task SaveAsync(TestFlow flow)
    {
        using var saved = await _server.Http.PostAsync("/api/workflows/import", new StringContent(ElsaJson.Write(flow.Build()), null, "application/json"), Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
    }

    private async Task<WaitingPeople> WaitingAsync() => (await _server.Http.GetFromJsonAsync<WaitingPeople>("/api/workflows/patient/waiting", ContractJson.Options, Token))!;

    private Task<HttpResponseMessage> MoveAnswerAsync(string run, int? version = null) => _server.Http.PostAsJsonAsync($"/api/runs/{run}/move", new MovePeopleRequest(version), ContractJson.Options, Token);

    private async Task<MovedPeople> MoveAsync(string run)
    {
        using var answer = await MoveAnswerAsync(run);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<MovedPeople>(ContractJson.Options, Token))!;
    }
}
