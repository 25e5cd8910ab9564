using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Server.Tests.Elsa;

public sealed class DefinitionEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private readonly ElsaClient _elsa = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_definition_is_read_by_each_of_its_ids()
    {
        var id = await _elsa.CreateAsync("Read me");
        var byFlow = await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}?versionOptions=Latest");
        var version = byFlow.GetProperty("id").GetString();
        Assert.Equal(byFlow.GetRawText(), (await _elsa.GetAsync($"workflow-definitions/by-id/{version}")).GetRawText());
        Assert.Equal(version, (await _elsa.GetAsync($"workflow-definitions/many-by-id?ids={version}&ids=none-v7")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("Workflow1:flow1:line1", byFlow.GetProperty("root").GetProperty("activities")[1].GetProperty("nodeId").GetString());
        await _elsa.GetAsync("workflow-definitions/by-definition-id/nobody", HttpStatusCode.NotFound);
        await _elsa.GetAsync("workflow-definitions/by-id/nobody", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_flow_of_our_own_interface_is_the_same_flow_in_Elsas()
    {
        var id = await _elsa.CreateAsync("Both ways");
        var ours = JsonElement.Parse(await server.Http.GetStringAsync($"api/workflows/{id}", Token)).GetProperty("definition");
        Assert.True(JsonElement.DeepEquals(ours.GetProperty("root"), (await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}")).GetProperty("root")));
    }

    [Fact]
    public async Task Saving_again_overwrites_the_draft_and_after_a_publish_makes_a_version()
    {
        var id = await _elsa.CreateAsync("Grows");
        Assert.Equal(1, (await _elsa.SaveAsync(ElsaClient.Model("Grows", id, "again"))).GetProperty("version").GetInt32());
        Assert.True((await _elsa.PostAsync($"workflow-definitions/{id}/publish")).GetProperty("workflowDefinition").GetProperty("isPublished").GetBoolean());
        Assert.True((await _elsa.PostAsync($"workflow-definitions/{id}/publish")).GetProperty("alreadyPublished").GetBoolean());
        var draft = await _elsa.SaveAsync(ElsaClient.Model("Grows on", id, "draft"));
        Assert.Equal((2, false), (draft.GetProperty("version").GetInt32(), draft.GetProperty("isPublished").GetBoolean()));
        Assert.Equal("Grows", (await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}?versionOptions=Published")).GetProperty("name").GetString());
        Assert.Equal([2, 1], await VersionsAsync(id, ""));
        Assert.Equal([2], await VersionsAsync(id, "Latest"));
        Assert.Equal([1], await VersionsAsync(id, "Published"));
        Assert.Equal([2], await VersionsAsync(id, "Draft"));
        Assert.Equal([1], await VersionsAsync(id, "1"));
        Assert.Equal([1], await VersionsAsync(id, $"&ids={id}-v1"));
        Assert.Empty(await VersionsAsync(id, "LatestAndPublished"));
        await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}?versionOptions=Newest", HttpStatusCode.BadRequest);
        Assert.Equal(3, (await _elsa.PostAsync($"workflow-definitions/{id}/revert/1")).GetProperty("version").GetInt32());
        Assert.False((await _elsa.PostAsync($"workflow-definitions/{id}/retract")).GetProperty("isPublished").GetBoolean());
    }

    [Fact]
    public async Task Only_an_older_version_that_is_not_published_is_deleted_alone()
    {
        var id = await _elsa.CreateAsync("Pruned");
        await _elsa.PostAsync($"workflow-definitions/{id}/publish");
        await _elsa.SaveAsync(ElsaClient.Model("Pruned", id, "two"));
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{id}-v1", null, HttpStatusCode.Conflict);
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{id}-v2", null, HttpStatusCode.Conflict);
        await _elsa.PostAsync($"workflow-definitions/{id}/publish");
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{id}-v1", null, HttpStatusCode.NoContent);
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{id}-v1", null, HttpStatusCode.NotFound);
        Assert.Equal([2], await VersionsAsync(id, ""));
        await _elsa.GetAsync($"workflow-definitions/by-id/{id}-v1", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_Studio_sends_beside_the_definition_is_not_kept()
    {
        var saved = await _elsa.SaveAsync(new { name = "Nulls", links = Array.Empty<string>(), isReadonly = false, tenantId = (string?)null, options = new { commitStrategyName = (string?)null, usableAsActivity = false }, root = new { id = "f", type = "Elsa.Flowchart" } }, expected: HttpStatusCode.Created);
        var kept = JsonElement.Parse(await server.Http.GetStringAsync($"api/workflows/{saved.GetProperty("definitionId").GetString()}/export", Token));
        Assert.False(kept.TryGetProperty("links", out _) || kept.TryGetProperty("isReadonly", out _) || kept.TryGetProperty("tenantId", out _));
        Assert.Equal("""{"usableAsActivity":false}""", JsonSerializer.Serialize(kept.GetProperty("options")));
    }

    [Fact]
    public async Task A_publish_with_errors_is_refused_with_the_steps_that_have_them_and_the_draft_is_kept()
    {
        var id = await _elsa.CreateAsync("Wrong");
        var refusal = await _elsa.PostAsync("workflow-definitions", new { model = ElsaClient.Model("Wrong", id, type: "No.Such"), publish = true }, HttpStatusCode.BadRequest);
        Assert.Contains("No.Such", refusal.GetProperty("errors").GetProperty("line1")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(400, refusal.GetProperty("statusCode").GetInt32());
        await _elsa.PostAsync($"workflow-definitions/{id}/publish", expected: HttpStatusCode.BadRequest);
        Assert.Equal("No.Such", (await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}")).GetProperty("root").GetProperty("activities")[1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Many_are_published_and_retracted_at_once_and_the_answer_says_which_were_not()
    {
        var (good, bad) = (await _elsa.CreateAsync("Good one"), await _elsa.CreateAsync("Bad one"));
        await _elsa.SaveAsync(ElsaClient.Model("Bad one", bad, type: "No.Such"));
        var published = await _elsa.PostAsync("bulk-actions/publish/workflow-definitions/by-definition-ids", new { definitionIds = new[] { good, bad, "nobody" } });
        Assert.Equal((good, bad, "nobody"), (published.GetProperty("published")[0].GetString(), published.GetProperty("failed")[0].GetString(), published.GetProperty("notFound")[0].GetString()));
        var retracted = await _elsa.PostAsync("bulk-actions/retract/workflow-definitions/by-definition-ids", new { definitionIds = new[] { good, bad } });
        Assert.Equal((good, bad), (retracted.GetProperty("retracted")[0].GetString(), retracted.GetProperty("alreadyRetracted")[0].GetString()));
        Assert.Equal(2, (await _elsa.PostAsync("bulk-actions/delete/workflow-definitions/by-definition-id", new { definitionIds = new[] { good, bad, "nobody" } })).GetProperty("deleted").GetInt32());
    }

    [Fact]
    public async Task The_list_is_searched_ordered_and_paged()
    {
        foreach (var name in new[] { "Zebra needle", "Alpha needle", "Middle needle" })
            await _elsa.CreateAsync(name);
        var list = await _elsa.GetAsync("workflow-definitions?versionOptions=Latest&searchTerm=NEEDLE&orderBy=Name&orderDirection=Ascending&page=0&pageSize=2");
        Assert.Equal(3, list.GetProperty("totalCount").GetInt32());
        Assert.Equal(["Alpha needle", "Middle needle"], Names(list));
        Assert.Equal(["Zebra needle"], Names(await _elsa.GetAsync("workflow-definitions?versionOptions=Latest&searchTerm=needle&orderBy=Name&orderDirection=Ascending&page=1&pageSize=2")));
        Assert.True((await _elsa.GetAsync("workflow-definitions/query/count")).GetProperty("count").GetInt32() >= 3);
        Assert.False((await _elsa.GetAsync("workflow-definitions/validation/is-name-unique?name=zebra%20needle")).GetProperty("isUnique").GetBoolean());
        Assert.True((await _elsa.GetAsync("workflow-definitions/validation/is-name-unique?name=Quagga")).GetProperty("isUnique").GetBoolean());
        Assert.Empty(Names(await _elsa.GetAsync("workflow-definitions?isSystem=true")));
    }

    [Fact]
    public async Task An_export_is_imported_again_alone_or_in_a_zip()
    {
        var id = await _elsa.CreateAsync("Travels");
        var version = (await _elsa.GetAsync($"workflow-definitions/by-definition-id/{id}")).GetProperty("id").GetString();
        using var export = await server.Http.GetAsync($"elsa/api/workflow-definitions/{id}/export?versionOptions=Latest", Token);
        Assert.Equal($"workflow-definition-travels-{id}-{version}.json", export.Content.Headers.ContentDisposition!.FileName);
        var file = await export.Content.ReadAsStringAsync(Token);
        var zip = await ReadZipAsync(await server.Http.PostAsync("elsa/api/bulk-actions/export/workflow-definitions", new StringContent($$"""{"ids":["{{version}}"]}""", Encoding.UTF8, "application/json"), Token));
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-definitions/{id}", null, HttpStatusCode.NoContent);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(zip), "files", "flows.zip" }, { new StringContent(file), "files", "flow.json" } };
        using var imported = await server.Http.PostAsync("elsa/api/workflow-definitions/import-files", form, Token);
        Assert.Equal(2, JsonElement.Parse(await imported.Content.ReadAsStringAsync(Token)).GetProperty("count").GetInt32());
        Assert.Equal(id, (await _elsa.SendAsync(HttpMethod.Put, "workflow-definitions/import", file, HttpStatusCode.OK)).GetProperty("definitionId").GetString());
        Assert.Equal("other", (await _elsa.SendAsync(HttpMethod.Put, "workflow-definitions/other/import", file, HttpStatusCode.OK)).GetProperty("definitionId").GetString());
    }

    [Fact]
    public async Task The_tree_of_a_definition_is_walked_node_by_node()
    {
        var id = await _elsa.CreateAsync("Tree");
        var tree = await _elsa.GetAsync($"workflow-definitions/subgraph/{id}-v1");
        Assert.Equal(("Workflow1:flow1", "Elsa.Flowchart"), (tree.GetProperty("nodeId").GetString(), tree.GetProperty("activity").GetProperty("type").GetString()));
        Assert.Equal("Workflow1:flow1:line1", (await _elsa.GetAsync($"workflow-definitions/subgraph/{id}-v1?parentNodeId=Workflow1:flow1:line1")).GetProperty("nodeId").GetString());
        var way = await _elsa.GetAsync($"workflow-definitions/subgraph/segments/{id}-v1?childNodeId=Workflow1:flow1:line1");
        Assert.Equal(("Workflow1:flow1", 0), (way.GetProperty("container").GetProperty("nodeId").GetString(), way.GetProperty("pathSegments").GetArrayLength()));
        Assert.Equal(0, (await _elsa.GetAsync($"workflow-definitions/{id}/consumers")).GetProperty("consumingWorkflowDefinitionIds").GetArrayLength());
    }

    private async Task<List<int>> VersionsAsync(string id, string options) =>
        [.. (await _elsa.GetAsync($"workflow-definitions?definitionIds={id}&versionOptions={options}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("version").GetInt32()).OrderDescending()];

    private static string[] Names(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!)];

    private static async Task<byte[]> ReadZipAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Token);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.EndsWith(".json", Assert.Single(zip.Entries).Name, StringComparison.Ordinal);
        return bytes;
    }
}
