using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Xunit;

namespace Server.Tests.Flows;

public sealed class VersionEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_history_tells_when_by_whom_what_was_published_and_what_began_as_what()
    {
        var id = await CreateAsync("First");
        await PostAsync(id, "publish", null);
        await SaveAsync(id, "Second", "*");
        await PostAsync(id, "rollback", new RollbackRequest(1));
        var versions = await HistoryAsync(id);
        Assert.Equal([3, 2, 1], versions.Select(v => v.Version));
        Assert.Equal((1, true, false), (versions[0].RestoredFrom, versions[0].IsLatest, versions[0].IsPublished));
        Assert.True(versions[2] is { IsPublished: true, PublishedBy.Length: > 0 });
        Assert.NotNull(versions[2].PublishedAt);
        Assert.Null(versions[1].PublishedAt);
        Assert.All(versions, v => Assert.NotNull(v.SavedBy));
    }

    [Fact]
    public async Task A_version_is_read_as_it_was()
    {
        var id = await CreateAsync("As it was");
        await PostAsync(id, "publish", null);
        await SaveAsync(id, "As it is", "*");
        var old = await server.Http.GetFromJsonAsync<FlowVersionDocument>($"api/workflows/{id}/versions/1", ContractJson.Options, Token);
        Assert.Equal((1, "As it was", true), (old!.Version.Version, old.Definition.GetProperty("name").GetString(), old.Definition.GetProperty("isPublished").GetBoolean()));
        using var none = await server.Http.GetAsync($"api/workflows/{id}/versions/7", Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_note_stands_beside_its_version_and_disturbs_nobody_who_draws()
    {
        var id = await CreateAsync("Noted");
        await Task.WhenAll(NoteAsync(id, 1, "Before the sale "), NoteAsync(id, 1, "Before the sale"));
        Assert.Equal("Before the sale", (await HistoryAsync(id))[0].Note);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(id, "Noted on", "\"1\"")).StatusCode);
        Assert.Null((await NoteAsync(id, 1, " ")).Note);
        using var tooLong = await server.Http.PutAsJsonAsync($"api/workflows/{id}/versions/1/note", new VersionNoteRequest(new string('x', 501)), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        using var none = await server.Http.PutAsJsonAsync($"api/workflows/{id}/versions/4/note", new VersionNoteRequest("x"), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task The_notes_of_a_deleted_flow_go_with_it()
    {
        var id = await CreateAsync("Gone");
        await NoteAsync(id, 1, "Old");
        using var deleted = await server.Http.DeleteAsync($"api/workflows/{id}", Token);
        Assert.Equal(id, await CreateAsync("Gone"));
        Assert.Null((await HistoryAsync(id))[0].Note);
    }

    [Fact]
    public async Task A_stale_save_is_refused_and_can_be_kept_beside_the_one_that_was_first()
    {
        var id = await CreateAsync("Ours");
        await SaveAsync(id, "Theirs", "\"1\"");
        using var refused = await PutAsync(id, "Mine", "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        var kept = await SaveAsync(id, "Mine", "\"2\"", keepLatest: true);
        Assert.Equal((2, "Mine"), (kept.Summary.Version, kept.Summary.Name));
        Assert.Equal("Theirs", (await VersionAsync(id, 1)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Keeping_the_latest_while_saving_the_same_makes_no_version()
    {
        var id = await CreateAsync("Same");
        Assert.Equal(1, (await SaveAsync(id, "Same", "*", keepLatest: true)).Summary.Version);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("unpublish")]
    [InlineData("rollback")]
    public async Task Who_publishes_or_rolls_back_what_they_did_not_see_is_refused_and_nothing_changes(string action)
    {
        var id = await CreateAsync("Unseen");
        await SaveAsync(id, "Unseen too", "\"1\"");
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/workflows/{id}/{action}") { Content = action == "rollback" ? JsonContent.Create(new RollbackRequest(1), options: ContractJson.Options) : null };
        message.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await server.Http.SendAsync(message, Token);
        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        // Not even kept: the next save is no further version.
        Assert.Equal(1, (await SaveAsync(id, "Seen", "*")).Summary.Version);
        Assert.Null(Assert.Single(await HistoryAsync(id)).PublishedAt);
    }

    [Fact]
    public async Task Of_many_autosaves_at_once_the_first_is_kept_and_the_others_are_told()
    {
        var id = await CreateAsync("Raced");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PutAsync(id, $"By {i}", "\"1\"")));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    private static string Flow(string name) =>
        $$$"""{"name":"{{{name}}}","root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[{"id":"start","type":"Elsa.Start","version":1}],"connections":[]}}""";

    private async Task<string> CreateAsync(string name)
    {
        using var answer = await server.Http.PostAsJsonAsync("api/workflows", new SaveFlowRequest(JsonElement.Parse(Flow(name))), ContractJson.Options, Token);
        return (await ReadAsync<SaveFlowResponse>(answer)).Summary.DefinitionId;
    }

    private async Task<HttpResponseMessage> PutAsync(string id, string name, string ifMatch, bool keepLatest = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/workflows/{id}") { Content = JsonContent.Create(new SaveFlowRequest(JsonElement.Parse(Flow(name))) { KeepLatest = keepLatest }, options: ContractJson.Options) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await server.Http.SendAsync(request, Token);
    }

    private async Task<SaveFlowResponse> SaveAsync(string id, string name, string ifMatch, bool keepLatest = false)
    {
        using var answer = await PutAsync(id, name, ifMatch, keepLatest);
        return await ReadAsync<SaveFlowResponse>(answer);
    }

    private async Task PostAsync(string id, string action, object? body)
    {
        using var answer = await server.Http.PostAsync($"api/workflows/{id}/{action}", body is null ? null : JsonContent.Create(body, options: ContractJson.Options), Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task<FlowVersion> NoteAsync(string id, int version, string note)
    {
        using var answer = await server.Http.PutAsJsonAsync($"api/workflows/{id}/versions/{version}/note", new VersionNoteRequest(note), ContractJson.Options, Token);
        return await ReadAsync<FlowVersion>(answer);
    }

    private async Task<List<FlowVersion>> HistoryAsync(string id) => (await server.Http.GetFromJsonAsync<List<FlowVersion>>($"api/workflows/{id}/versions", ContractJson.Options, Token))!;

    private async Task<JsonElement> VersionAsync(string id, int version) =>
        (await server.Http.GetFromJsonAsync<FlowVersionDocument>($"api/workflows/{id}/versions/{version}", ContractJson.Options, Token))!.Definition;

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, Token))!;
    }
}
