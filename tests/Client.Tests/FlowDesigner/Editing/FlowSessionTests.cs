using System.Net;
using System.Text.Json;
using Client.Tests.FlowDesigner;
using Designer.Client.Api;
using Designer.Client.FlowDesigner.Editing;
using Designer.Client.Flows;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Workflows.Definitions;
using Workflows.Elsa;
using Xunit;

namespace Client.Tests.FlowDesigner.Editing;

/// <summary>Two who save at once: nothing is lost, and nobody is asked where nothing is at stake.</summary>
public sealed class FlowSessionTests : IDisposable
{
    private const string Flow = "api/workflows/win-back";
    private readonly FakeServer server = new();
    private readonly HttpClient http;

    public FlowSessionTests() => http = new HttpClient(server) { BaseAddress = new Uri("http://localhost/") };

    public void Dispose()
    {
        http.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task A_stale_save_waits_for_the_author_and_keeps_theirs_beside_mine()
    {
        using var session = await OpenAsync();
        Stale("Theirs", 5);
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine"));
        Assert.False(await session.Saver.FlushAsync());
        Assert.Equal(SaveState.Conflict, session.Saver.State);
        Assert.Equal("Theirs", (await session.TheirsAsync()).Name);
        server.Answer($"PUT {Flow}", Saved("Mine", 6));
        await session.KeepMineAsync();
        var (_, request, body) = server.Asked.Last(a => a.Request.Method == HttpMethod.Put);
        Assert.Equal("\"5\"", request.Headers.IfMatch.ToString());
        Assert.True(JsonElement.Parse(body).GetProperty("keepLatest").GetBoolean());
        Assert.Equal((SaveState.Saved, "Mine"), (session.Saver.State, session.Definition.Name));
        // Only the one save that was decided on keeps the other beside it.
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine, later"));
        await session.Saver.FlushAsync();
        Assert.False(JsonElement.Parse(server.Asked.Last(a => a.Request.Method == HttpMethod.Put).Body).GetProperty("keepLatest").GetBoolean());
    }

    [Fact]
    public async Task Mine_undecided_when_the_page_is_closed_waits_for_the_decision_when_it_is_opened_again()
    {
        var browser = new BrowserStorage();
        using (var closed = await OpenAsync())
        {
            Stale("Theirs", 5);
            closed.Apply("rename", d => FlowEdits.Rename(d, "Mine"));
            await closed.Saver.FlushAsync();
            Assert.True(await new KeptWork(browser).FollowAsync(closed));
        }
        using var session = await FlowSession.OpenAsync(new FlowsClient(new ApiHttp(http, new AntiforgeryToken())), TimeProvider.System, "win-back");
        Assert.Equal("Theirs", session.Definition.Name);
        var kept = new KeptWork(browser);
        await kept.RestoreAsync(session, "Restore");
        Assert.Equal(("Mine", SaveState.Conflict, "Restore"), (session.Definition.Name, session.Saver.State, session.UndoName));
        // What is changed on before the decision is kept too.
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine, later"));
        await kept.FollowAsync(session);
        Assert.Contains("Mine, later", Assert.Single(browser.Items).Value, StringComparison.Ordinal);
        server.Answer($"PUT {Flow}", Saved("Mine, later", 6));
        await session.KeepMineAsync();
        await kept.FollowAsync(session);
        Assert.Empty(browser.Items);
        Assert.Equal(SaveState.Saved, session.Saver.State);
    }

    [Fact]
    public async Task Kept_work_that_the_server_has_after_all_is_forgotten_without_a_question()
    {
        var browser = new BrowserStorage();
        using var session = await OpenAsync();
        browser.Items["undecided:win-back"] = ElsaJson.Write(session.Definition);
        await new KeptWork(browser).RestoreAsync(session, "Restore");
        Assert.Equal(SaveState.Saved, session.Saver.State);
        Assert.Empty(browser.Items);
    }

    [Fact]
    public async Task A_browser_without_room_says_so()
    {
        using var session = await OpenAsync();
        Stale("Theirs", 5);
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine"));
        await session.Saver.FlushAsync();
        Assert.False(await new KeptWork(new BrowserStorage { IsFull = true }).FollowAsync(session));
    }

    [Fact]
    public async Task Theirs_taken_leave_mine_one_undo_away()
    {
        using var session = await OpenAsync();
        Stale("Theirs", 5);
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine"));
        await session.Saver.FlushAsync();
        await session.TakeTheirsAsync("Take theirs");
        Assert.Equal(("Theirs", SaveState.Saved, "Take theirs", 5L), (session.Definition.Name, session.Saver.State, session.UndoName, session.Saver.Revision));
        server.Answer($"PUT {Flow}", Saved("Mine", 6));
        session.Undo();
        Assert.True(await session.Saver.FlushAsync());
        Assert.Equal("Mine", session.Definition.Name);
        Assert.Equal("\"5\"", server.Asked.Last(a => a.Request.Method == HttpMethod.Put).Request.Headers.IfMatch.ToString());
    }

    [Fact]
    public async Task Where_somebody_only_published_the_save_goes_on_by_itself()
    {
        using var session = await OpenAsync();
        Stale("Win back", 9);
        session.Apply("rename", d => FlowEdits.Rename(d, "Mine"));
        await session.Saver.FlushAsync();
        var revisions = server.Asked.Where(a => a.Request.Method == HttpMethod.Put).Select(a => a.Request.Headers.IfMatch.ToString());
        Assert.Equal(["\"3\"", "\"9\""], revisions);
    }

    [Fact]
    public async Task Nothing_is_published_that_was_not_seen()
    {
        using var session = await OpenAsync();
        server.Refuse($"POST {Flow}/publish", HttpStatusCode.PreconditionFailed, "changed by somebody else");
        var refused = await Assert.ThrowsAsync<ApiException>(session.PublishAsync);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.Equal("\"3\"", server.Asked.Last().Request.Headers.IfMatch.ToString());
    }

    [Fact]
    public async Task A_rollback_says_what_it_is_based_on_and_can_be_undone()
    {
        using var session = await OpenAsync();
        server.Answer($"POST {Flow}/rollback", Saved("Old", 4)).Answer($"GET {Flow}", Document("Old", 4));
        await session.RollbackAsync(1, "Back to 1");
        Assert.Equal("\"3\"", server.Asked.Last(a => a.Request.Method == HttpMethod.Post).Request.Headers.IfMatch.ToString());
        Assert.Equal(("Old", "Back to 1"), (session.Definition.Name, session.UndoName));
    }

    private async Task<FlowSession> OpenAsync()
    {
        server.Answer("GET api/activities", Array.Empty<object>()).Answer($"GET {Flow}", Document("Win back", 3)).Answer($"POST {Flow}/validate", Array.Empty<object>());
        return await FlowSession.OpenAsync(new FlowsClient(new ApiHttp(http, new AntiforgeryToken())), TimeProvider.System, "win-back");
    }

    /// <summary>Somebody saved or published this in between.</summary>
    private void Stale(string name, long revision) =>
        server.Refuse($"PUT {Flow}", HttpStatusCode.PreconditionFailed, "changed by somebody else").Answer($"GET {Flow}", Document(name, revision));

    private static FlowDocument Document(string name, long revision) => new(Summary(name, revision), ElsaJson.WriteElement(Flows.WinBack with { Name = name, IsPublished = revision > 3, Version = (int)revision }), []);

    private static SaveFlowResponse Saved(string name, long revision) => new(Summary(name, revision), []);

    private static FlowSummary Summary(string name, long revision) => new("win-back", name, null, 1, false, null, false, DateTimeOffset.UnixEpoch, revision);
}
