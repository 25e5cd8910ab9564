using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Testing;
using Workflows.Descriptors;
using Workflows.Validation;
using Xunit;

namespace Server.Tests.Flows;

public sealed class FlowEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_catalogue_shows_every_activity_with_its_inputs_and_ports()
    {
        var activities = await server.Http.GetFromJsonAsync<IReadOnlyList<ActivityDescriptor>>("api/activities", ContractJson.Options, Token);
        var segment = Assert.Single(activities!, a => a.Type == "Marketing.Segment");
        Assert.Equal(["Matched", "Others"], segment.Outcomes);
        Assert.Equal(Editor.Rule, Assert.Single(segment.Inputs, i => !i.InCustomProperties).Editor);
    }

    [Fact]
    public async Task A_new_flow_is_stored_and_read_again()
    {
        var created = await CreateAsync("Spring letter");
        Assert.Equal(("spring-letter", "Spring letter", 1, 1L), (created.DefinitionId, created.Name, created.Version, created.Revision));
        var read = await GetAsync(created.DefinitionId);
        Assert.Equal(created, read.Summary);
        Assert.Equal("Elsa.Start", read.Definition.GetProperty("root").GetProperty("activities")[0].GetProperty("type").GetString());
        Assert.Contains(await ListAsync(), f => f.DefinitionId == created.DefinitionId);
    }

    [Fact]
    public async Task Names_that_are_taken_get_a_number_and_names_of_every_script_an_id_that_can_be_read()
    {
        Assert.Equal(["summer", "summer-2", "summer-3"], [(await CreateAsync("Summer")).DefinitionId, (await CreateAsync("Summer!")).DefinitionId, (await CreateAsync("summer")).DefinitionId]);
        var chinese = await CreateAsync("中秋 问候");
        Assert.Equal("中秋-问候", chinese.DefinitionId);
        Assert.Equal(chinese, (await GetAsync(chinese.DefinitionId)).Summary);
        Assert.Equal("中秋-问候-2", (await CreateAsync("中秋 问候！")).DefinitionId);
    }

    [Fact]
    public async Task A_save_says_on_which_revision_it_is_based()
    {
        var flow = await CreateAsync("Guarded");
        Assert.Equal(2, (await SaveAsync(flow.DefinitionId, "Guarded again", "\"1\"")).Summary.Revision);
        await RefusedAsync(await PutAsync(flow.DefinitionId, "Too late", "\"1\""), HttpStatusCode.PreconditionFailed, "revision 2 is stored, 1 was expected");
        await RefusedAsync(await PutAsync(flow.DefinitionId, "Blind", null), HttpStatusCode.PreconditionRequired, "If-Match");
        await RefusedAsync(await PutAsync(flow.DefinitionId, "Odd", "\"one\""), HttpStatusCode.BadRequest, "\"one\"");
        Assert.Equal("Guarded again", (await GetAsync(flow.DefinitionId)).Summary.Name);
    }

    [Fact]
    public async Task A_draft_with_mistakes_is_saved_and_the_answer_lists_them()
    {
        var flow = await CreateAsync("Faulty");
        var saved = await SaveAsync(flow.DefinitionId, "Faulty", "*", """{"id":"x","type":"No.Such","version":1}""");
        Assert.Contains(saved.Problems, p => p.Code == ProblemCodes.ActivityUnknown && p.ActivityId == "x");
        var publish = await server.Http.PostAsync($"api/workflows/{flow.DefinitionId}/publish", null, Token);
        var problem = await RefusedAsync(publish, HttpStatusCode.UnprocessableEntity, "No.Such");
        Assert.Equal("flow-has-errors", problem.GetProperty("code").GetString());
        Assert.Equal(ProblemCodes.ActivityUnknown, problem.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_published_version_stays_while_the_draft_goes_on()
    {
        var id = (await CreateAsync("Living")).DefinitionId;
        var published = await PostAsync(id, "publish");
        Assert.Equal((1, (int?)1, true, false), (published.Summary.Version, published.Summary.PublishedVersion, published.Summary.IsPublished, published.Summary.HasUnpublishedChanges));
        var saved = await SaveAsync(id, "Living on", "*");
        Assert.Equal((2, (int?)1, true), (saved.Summary.Version, saved.Summary.PublishedVersion, saved.Summary.HasUnpublishedChanges));
        Assert.Equal(3, (await SaveAsync(id, "Living longer", "*")).Summary.Revision - 1);
        Assert.Equal("Living", (await ExportAsync(id, 1))["name"]!.GetValue<string>());
        Assert.True((await ExportAsync(id, 1))["isPublished"]!.GetValue<bool>());
        Assert.Equal([(2, false, true), (1, true, false)], (await VersionsAsync(id)).Select(v => (v.Version, v.IsPublished, v.IsLatest)));
        Assert.False((await PostAsync(id, "unpublish")).Summary.IsPublished);
    }

    [Fact]
    public async Task Rolling_back_makes_a_draft_of_an_older_version()
    {
        var id = (await CreateAsync("First words")).DefinitionId;
        await PostAsync(id, "publish");
        await SaveAsync(id, "Second words", "*");
        var back = await PostAsync(id, "rollback", new RollbackRequest(1));
        Assert.Equal(("First words", 3), (back.Summary.Name, back.Summary.Version));
        Assert.Equal("Second words", (await ExportAsync(id, 2))["name"]!.GetValue<string>());
        await RefusedAsync(await server.Http.PostAsJsonAsync($"api/workflows/{id}/rollback", new RollbackRequest(9), Token), HttpStatusCode.NotFound, "no version 9");
    }

    [Fact]
    public async Task An_exported_flow_that_was_deleted_comes_back_the_same()
    {
        var id = (await CreateAsync("Phoenix & co")).DefinitionId;
        var answer = await server.Http.GetAsync($"api/workflows/{id}/export", Token);
        Assert.Equal("phoenix-co.json", answer.Content.Headers.ContentDisposition!.FileName);
        var file = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"api/workflows/{id}", Token)).StatusCode);
        await RefusedAsync(await server.Http.GetAsync($"api/workflows/{id}", Token), HttpStatusCode.NotFound, id);
        var imported = await ImportAsync(file);
        Assert.Equal((id, 1), (imported.Summary.DefinitionId, imported.Summary.Version));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(file), await ExportAsync(id)));
    }

    [Fact]
    public async Task Importing_a_known_flow_adds_a_version_and_loses_nothing()
    {
        var id = (await CreateAsync("Mine")).DefinitionId;
        await SaveAsync(id, "My unsaved thoughts", "*");
        var imported = await ImportAsync(Flow("Yours").Replace("\"name\"", $"\"definitionId\":\"{id}\",\"name\"", StringComparison.Ordinal));
        Assert.Equal(("Yours", 2), (imported.Summary.Name, imported.Summary.Version));
        Assert.Equal("My unsaved thoughts", (await ExportAsync(id, 1))["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("elsa-conformance/canonical-export-demo.json", ProblemCodes.ActivityNested)]
    [InlineData("elsa-conformance/real/real-foreach-nested-flowchart.json", null)]
    [InlineData("elsa-conformance/real/real-2023-flat-connections-setvariable-loop.json", null)]
    [InlineData("workflows-elsa/extensions/content-pipeline.json", ProblemCodes.ActivityUnknown)]
    public async Task Real_elsa_files_are_imported_with_their_problems_listed(string file, string? code)
    {
        var imported = await ImportAsync(await File.ReadAllTextAsync(SharedData.Path(file), Token));
        Assert.Equal(code is not null, imported.Problems.Any(p => p.Code == code));
        Assert.Equal(code is null, imported.Problems.All(p => p.Severity < Severity.Error));
        Assert.NotNull((await GetAsync(imported.Summary.DefinitionId)).Definition.GetProperty("root").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("{\"root\":", "line 1")]
    [InlineData("{\"hello\":1}", "neither root nor definitionId")]
    [InlineData("", "line 1")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":[{\"id\":5,\"type\":\"A.B\"}]}}", "root.activities[0].id")]
    [InlineData("{\"definitionId\":\"a/b\",\"root\":{\"type\":\"Elsa.Flowchart\"}}", "'/'")]
    public async Task What_is_no_definition_is_refused_with_its_place(string json, string place) =>
        await RefusedAsync(await server.Http.PostAsync("api/workflows/import", Body(json), Token), HttpStatusCode.BadRequest, place);

    [Fact]
    public async Task A_flow_of_too_many_steps_is_refused_with_both_numbers()
    {
        var steps = string.Join(',', Enumerable.Range(0, 5001).Select(i => $$"""{"id":"s{{i}}","type":"Elsa.WriteLine"}"""));
        await RefusedAsync(await server.Http.PostAsync("api/workflows/import", Body($$$"""{"root":{"type":"Elsa.Flowchart","activities":[{{{steps}}}]}}"""), Token), HttpStatusCode.RequestEntityTooLarge, "5,001 steps; at most 5,000");
    }

    [Fact]
    public async Task A_file_with_a_mark_of_its_byte_order_is_read() =>
        Assert.Equal("Marked", (await ImportAsync("\uFEFF" + Flow("Marked"))).Summary.Name);

    [Fact]
    public async Task An_unsaved_definition_can_be_checked()
    {
        var id = (await CreateAsync("Checked")).DefinitionId;
        var unsaved = await server.Http.PostAsJsonAsync($"api/workflows/{id}/validate", new SaveFlowRequest(Json(Flow("x", """{"id":"x","type":"No.Such"}"""))), ContractJson.Options, Token);
        Assert.Contains((await unsaved.Content.ReadFromJsonAsync<IReadOnlyList<Problem>>(ContractJson.Options, Token))!, p => p.Code == ProblemCodes.ActivityUnknown);
        var stored = await server.Http.PostAsync($"api/workflows/{id}/validate", null, Token);
        Assert.Empty((await stored.Content.ReadFromJsonAsync<IReadOnlyList<Problem>>(ContractJson.Options, Token))!);
    }

    [Fact]
    public async Task Nobody_reads_flows_without_signing_in()
    {
        using var stranger = server.Client();
        foreach (var route in new[] { "api/workflows", "api/activities", "api/gallery" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(route, Token)).StatusCode);
    }

    private static string Flow(string name, string activities = """{"id":"start","type":"Elsa.Start","version":1}""") =>
        $$$"""{"name":{{{JsonSerializer.Serialize(name)}}},"version":1,"root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[{{{activities}}}],"connections":[]}}""";

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<FlowSummary> CreateAsync(string name)
    {
        var answer = await server.Http.PostAsJsonAsync("api/workflows", new SaveFlowRequest(Json(Flow(name))), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await ReadAsync<SaveFlowResponse>(answer)).Summary;
    }

    private async Task<HttpResponseMessage> PutAsync(string id, string name, string? ifMatch, string? activities = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/workflows/{id}") { Content = JsonContent.Create(new SaveFlowRequest(Json(activities is null ? Flow(name) : Flow(name, activities))), options: ContractJson.Options) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await server.Http.SendAsync(request, Token);
    }

    private async Task<SaveFlowResponse> SaveAsync(string id, string name, string ifMatch, string? activities = null) => await ReadAsync<SaveFlowResponse>(await PutAsync(id, name, ifMatch, activities));

    private async Task<SaveFlowResponse> PostAsync(string id, string verb, object? body = null) =>
        await ReadAsync<SaveFlowResponse>(await server.Http.PostAsync($"api/workflows/{id}/{verb}", body is null ? null : JsonContent.Create(body, options: ContractJson.Options), Token));

    private async Task<SaveFlowResponse> ImportAsync(string json) => await ReadAsync<SaveFlowResponse>(await server.Http.PostAsync("api/workflows/import", Body(json), Token));

    private async Task<FlowDocument> GetAsync(string id) => (await server.Http.GetFromJsonAsync<FlowDocument>($"api/workflows/{id}", ContractJson.Options, Token))!;

    private async Task<IReadOnlyList<FlowSummary>> ListAsync() => (await server.Http.GetFromJsonAsync<IReadOnlyList<FlowSummary>>("api/workflows", ContractJson.Options, Token))!;

    private async Task<IReadOnlyList<FlowVersion>> VersionsAsync(string id) => (await server.Http.GetFromJsonAsync<IReadOnlyList<FlowVersion>>($"api/workflows/{id}/versions", ContractJson.Options, Token))!;

    private async Task<JsonNode> ExportAsync(string id, int? version = null) => JsonNode.Parse(await server.Http.GetStringAsync($"api/workflows/{id}/export{(version is null ? "" : $"?version={version}")}", Token))!;

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Token)}");
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, Token))!;
    }

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string sentence)
    {
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = Json(body);
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }
}
