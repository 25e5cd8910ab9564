using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Workflows.Elsa;
using Workflows.Validation;
using Xunit;

namespace Server.Tests.Flows;

/// <summary>Definitions that nobody draws, through every door by which one comes in. Each is refused with its place or accepted as it is, and the server goes on serving.</summary>
public sealed class HostileFlowsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private const long Megabyte = 1_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What, the definition, the status, and the place or limit that the sentence names.</summary>
    public static TheoryData<string, HttpStatusCode, string> Refused => new()
    {
        { "depth", HttpStatusCode.BadRequest, "depth" },
        { "nested steps", HttpStatusCode.BadRequest, "levels deep" },
        { "nested in not-found", HttpStatusCode.BadRequest, "depth" },
        { "100,000 steps", HttpStatusCode.RequestEntityTooLarge, "root.activities[" },
        { "100,000 steps without ids", HttpStatusCode.RequestEntityTooLarge, "root.activities[" },
        { "nested 10,000 steps", HttpStatusCode.RequestEntityTooLarge, "10,001 steps; at most 5,000" },
        { "connections", HttpStatusCode.RequestEntityTooLarge, "20,001 connections; at most 20,000" },
        { "long name", HttpStatusCode.RequestEntityTooLarge, "name has 1,000,000 characters; at most 1,000" },
        { "long description", HttpStatusCode.RequestEntityTooLarge, "description has 1,000,000 characters; at most 20,000" },
        { "long id", HttpStatusCode.BadRequest, "root.activities[0].id must be an id of at most 200 characters without U+0000" },
        { "long type", HttpStatusCode.BadRequest, "root.activities[0].type" },
        { "long definitionId", HttpStatusCode.BadRequest, "at most 100" },
        { "duplicate ids", HttpStatusCode.BadRequest, "root.activities[1].id is 'a'" },
        { "half a character", HttpStatusCode.BadRequest, "half of a character in line 1, column" },
        { "half a character in a name", HttpStatusCode.BadRequest, "half of a character in line 1, column" },
        { "half a character in not-found", HttpStatusCode.BadRequest, "root.activities[0].originalActivityJson" },
        { "huge number", HttpStatusCode.BadRequest, "root.connections[0].vertices[0].x must be a number" },
        { "huge version", HttpStatusCode.BadRequest, "version must be a whole number" },
        { "nul in the definitionId", HttpStatusCode.BadRequest, "U+0000" },
        { "nul in an id", HttpStatusCode.BadRequest, "root.activities[0].id must be an id" },
        { "unreadable case", HttpStatusCode.BadRequest, "root.activities[0].cases[0].activity.type" },
    };

    /// <summary>Odd, but definitions: they are kept, shown again and checked.</summary>
    public static TheoryData<string> Accepted => ["circle", "container in itself", "nul in texts", "deep value", "wide value", "huge numbers in values", "million-letter property", "steps that all go back", "500 schedules", "impossible cron", "script without end", "template without end", "long title"];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_hostile_definition_is_refused_by_every_door_with_its_place(string what, HttpStatusCode status, string place)
    {
        var json = Definition(what);
        await RefusedAsync(await ImportAsync(json), status, place);
        await RefusedAsync(await server.Http.PostAsync("elsa/api/workflow-definitions/import", Body(json), Token), status, place);
        await RefusedAsync(await server.Http.PostAsync("elsa/api/workflow-definitions/import-files", Files(("flow.json", Encoding.UTF8.GetBytes(json))), Token), status, place);
        await RefusedAsync(await server.Http.PostAsync("elsa/api/workflow-definitions/import-files", Files(("flows.zip", Zip(("flow.json", json)))), Token), status, place);
        await RefusedAsync(await server.Http.PostAsync("elsa/api/workflow-definitions", Body($$"""{"model":{{json}}}"""), Token), status, what == "depth" ? "cannot be read" : place);
        // A draft is saved under the address's id and made under one of its own.
        if (what == "long definitionId" || what == "nul in the definitionId")
            return;
        await RefusedAsync(await server.Http.PostAsync("api/workflows", Body($$"""{"definition":{{json}}}"""), Token), status, place);
        using var save = new HttpRequestMessage(HttpMethod.Put, $"api/workflows/{await KnownAsync()}") { Content = Body($$"""{"definition":{{json}}}""") };
        save.Headers.TryAddWithoutValidation("If-Match", "*");
        await RefusedAsync(await server.Http.SendAsync(save, Token), status, place);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task An_odd_definition_is_kept_shown_and_checked(string what)
    {
        var json = Definition(what);
        var imported = await ReadAsync<SaveFlowResponse>(await ImportAsync(json));
        var id = Uri.EscapeDataString(imported.Summary.DefinitionId);
        await ReadAsync<FlowDocument>(await server.Http.GetAsync($"api/workflows/{id}", Token));
        var export = await server.Http.GetStringAsync($"api/workflows/{id}/export", Token);
        Assert.Equal(ElsaJson.Write(ElsaJson.Read(json) with { DefinitionId = "" }), ElsaJson.Write(ElsaJson.Read(export) with { DefinitionId = "", Id = null, CreatedAt = null }), ignoreLineEndingDifferences: true);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync($"elsa/api/workflow-definitions/by-definition-id/{id}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync($"api/workflows/{id}/validate", null, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"api/workflows/{id}", Token)).StatusCode);
    }

    [Theory]
    [InlineData("script without end", ProblemCodes.InputExpression)]
    [InlineData("template without end", ProblemCodes.InputExpression)]
    [InlineData("impossible cron", ProblemCodes.CronInvalid)]
    public async Task What_is_wrong_inside_is_named_and_not_published(string what, string code)
    {
        var imported = await ReadAsync<SaveFlowResponse>(await ImportAsync(Definition(what)));
        Assert.Contains(imported.Problems, p => p.Code == code && p.ActivityId == "a");
        var publish = await server.Http.PostAsync($"api/workflows/{imported.Summary.DefinitionId}/publish", null, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, publish.StatusCode);
    }

    [Fact]
    public async Task A_body_of_fifty_megabytes_is_refused_by_every_door()
    {
        foreach (var door in new[] { "api/workflows/import", "api/workflows", "elsa/api/workflow-definitions", "elsa/api/workflow-definitions/import", "elsa/api/workflow-definitions/any/execute", "elsa/api/workflow-definitions/any/dispatch" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = Body(new string(' ', 50 * 1024 * 1024)) };
            request.Headers.ExpectContinue = true;
            request.Headers.Authorization = server.Http.DefaultRequestHeaders.Authorization;
            using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = server.Address };
            await RefusedAsync(await patient.SendAsync(request, Token), HttpStatusCode.RequestEntityTooLarge, $"{16 * 1024 * 1024}");
        }
    }

    [Fact]
    public async Task A_zip_that_unpacks_to_more_than_it_is_worth_is_refused_by_name()
    {
        var blanks = new string(' ', 7 * 1024 * 1024);
        var flow = Flow("""{"id":"a","type":"Elsa.Start"}""") + blanks;
        var bomb = Zip([.. Enumerable.Range(0, 40).Select(i => ($"part-{i}.json", flow))]);
        Assert.InRange(bomb.Length, 0, Megabyte);
        await RefusedAsync(await FilesAsync(("bomb.zip", bomb)), HttpStatusCode.RequestEntityTooLarge, "'part-4.json' is the first beyond it");
        await RefusedAsync(await FilesAsync(("one.zip", Zip(("one.json", flow + blanks)))), HttpStatusCode.RequestEntityTooLarge, "at most 8,388,608 are read");
        await RefusedAsync(await FilesAsync(("many.zip", Zip([.. Enumerable.Range(0, 1001).Select(i => ($"{i}.json", Flow("")))]))), HttpStatusCode.RequestEntityTooLarge, "more than 1000 files");
        await RefusedAsync(await FilesAsync(("no.zip", [1, 2, 3])), HttpStatusCode.BadRequest, "no.zip is no zip");
        await RefusedAsync(await FilesAsync(("cut.zip", Zip(("a.json", flow))[..^30])), HttpStatusCode.BadRequest, "cut.zip is no zip");
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("health/ready", Token)).StatusCode);
    }

    [Theory]
    [InlineData("api/workflows/{0}/runs", "inputs")]
    [InlineData("elsa/api/workflow-definitions/{0}/execute", "input")]
    [InlineData("elsa/api/workflow-definitions/{0}/dispatch", "input")]
    public async Task A_run_with_inputs_that_are_too_large_or_too_deep_is_refused_with_the_input(string door, string field)
    {
        var address = string.Format(null, CompositeFormat.Parse(door), await KnownAsync());
        string Body(string value) => $$"""{"{{field}}":{"Campaign":{{value}}},"versionOptions":"Latest"}""";
        await RefusedAsync(await server.Http.PostAsync(address, HostileFlowsTests.Body(Body($"\"{new string('x', 2_000_000)}\"")), Token), HttpStatusCode.BadRequest, "'Campaign' has 2,000,002 characters; at most 1,048,576");
        await RefusedAsync(await server.Http.PostAsync(address, HostileFlowsTests.Body(Body(Nested("[", "1", "]", 100))), Token), HttpStatusCode.BadRequest, "'Campaign' is nested more than 50 deep");
        await RefusedAsync(await server.Http.PostAsync(address, HostileFlowsTests.Body(Body("\"\\ud800\"")), Token), HttpStatusCode.BadRequest, "have half of a character");
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("health/ready", Token)).StatusCode);
    }

    [Theory]
    [InlineData("circle", "which is the limit")]
    [InlineData("container in itself", null)]
    [InlineData("nul in texts", null)]
    [InlineData("while without end", "which is the limit")]
    [InlineData("allocating script", "'repeat")]
    public async Task A_run_of_an_odd_flow_ends_by_itself_and_says_why(string what, string? fault)
    {
        var imported = await ReadAsync<SaveFlowResponse>(await ImportAsync(Definition(what)));
        using var answer = await server.Http.PostAsync($"elsa/api/workflow-definitions/{Uri.EscapeDataString(imported.Summary.DefinitionId)}/execute", Body("""{"versionOptions":"Latest"}"""), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == (fault is null ? HttpStatusCode.OK : HttpStatusCode.InternalServerError), text + server.Console);
        Assert.Equal(fault is null ? "Finished" : "Faulted", JsonElement.Parse(text).GetProperty("workflowState").GetProperty("subStatus").GetString());
    }

    [Fact]
    public void Reading_makes_little_of_what_is_small()
    {
        foreach (var what in new[] { "100,000 steps without ids", "nested in long names", "million properties", "depth" })
        {
            var json = Definition(what);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.NotNull(Record.Exception(() => ElsaJson.Read(json)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600 * Megabyte);
        }
    }

    [SuppressMessage("Maintainability", "CA1502", Justification = "A table.")]
    private static string Definition(string what) => what switch
    {
        "depth" => Flow("""{"id":"a","type":"A.B","x":""" + Nested("[", "", "]", 10_000) + "}"),
        "nested steps" => Flow(Nested("""{"id":"a","type":"Elsa.If","then":""", """{"id":"z","type":"Elsa.Start"}""", "}", 245)),
        "nested in not-found" => Flow("""{"id":"a","type":"Elsa.NotFoundActivity","originalActivityJson":""" + JsonSerializer.Serialize("""{"type":"A.B","x":""" + Nested("[", "", "]", 252) + "}") + "}"),
        "100,000 steps" => Flow(string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$$"""{"id":"s{{{i}}}","type":"A.B"}"""))),
        "100,000 steps without ids" => Flow(string.Join(',', Enumerable.Repeat("""{"type":"A.B"}""", 100_000))),
        "nested 10,000 steps" => Flow($$$"""{"id":"w","type":"Elsa.Sequence","activities":[{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$$"""{"id":"s{{{i}}}","type":"A.B"}"""))}}}]}"""),
        "connections" => Flow("""{"id":"a","type":"A.B"}""", string.Join(',', Enumerable.Repeat("""{"source":{"activity":"a","port":"Done"},"target":{"activity":"a"}}""", 20_001))),
        "long name" => $$$"""{"name":"{{{new string('n', 1_000_000)}}}","root":{"type":"Elsa.Flowchart"}}""",
        "long description" => $$$"""{"name":"n","description":"{{{new string('n', 1_000_000)}}}","root":{"type":"Elsa.Flowchart"}}""",
        "long id" => Flow($$$"""{"id":"{{{new string('n', 1_000_000)}}}","type":"A.B"}"""),
        "long type" => Flow($$$"""{"id":"a","type":"A.{{{new string('n', 1_000_000)}}}"}"""),
        "long definitionId" => $$$"""{"definitionId":"{{{new string('n', 1_000_000)}}}","root":{"type":"Elsa.Flowchart"}}""",
        "duplicate ids" => Flow("""{"id":"a","type":"A.B"},{"id":"a","type":"A.B"}"""),
        "half a character" => Flow("""{"id":"a","type":"A.B","text":"x\ud83dy"}"""),
        "half a character in a name" => Flow("""{"id":"a","type":"A.B","\udc00":1}"""),
        "half a character in not-found" => Flow("""{"id":"a","type":"Elsa.NotFoundActivity","originalActivityJson":"{\"type\":\"A.B\",\"x\":\"\\ud83d\"}"}"""),
        "huge number" => Flow("""{"id":"a","type":"A.B"}""", """{"source":{"activity":"a"},"target":{"activity":"a"},"vertices":[{"x":1e999,"y":0}]}"""),
        "huge version" => """{"version":99999999999,"root":{"type":"Elsa.Flowchart"}}""",
        "nul in the definitionId" => """{"definitionId":"a\u0000b","root":{"type":"Elsa.Flowchart"}}""",
        "nul in an id" => Flow("""{"id":"a\u0000b","type":"A.B"}"""),
        "unreadable case" => Flow("""{"id":"a","type":"Elsa.Switch","cases":[{"label":"x","activity":{"id":"b"}}]}"""),
        "circle" => Flow(Line("a") + "," + Line("b"), """{"source":{"activity":"a","port":"Done"},"target":{"activity":"b"}},{"source":{"activity":"b","port":"Done"},"target":{"activity":"a"}}"""),
        "container in itself" => Flow("""{"id":"f","type":"Elsa.Sequence","activities":[{"id":"f","type":"Elsa.Sequence","activities":[{"id":"f","type":"Elsa.WriteLine","text":"hi"}]}]}"""),
        "nul in texts" => """{"name":"a\u0000b","description":"\u0000","root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","name":"\u0000","type":"Elsa.WriteLine","text":"x\u0000y","metadata":{"displayText":"\u0000"}}]}}""",
        "deep value" => Flow("""{"id":"a","type":"A.B","x":""" + Nested("[", "", "]", 250) + "}"),
        "wide value" => Flow("""{"id":"a","type":"A.B","x":[""" + string.Join(',', Enumerable.Repeat("1", 200_000)) + "]}"),
        "huge numbers in values" => Flow("""{"id":"a","type":"Elsa.Delay","timeSpan":1e999,"x":[1e999,-1e999,123456789012345678901234567890],"metadata":{"designer":{"position":{"x":1e999,"y":"NaN"}}}}"""),
        "million-letter property" => Flow($$$"""{"id":"a","type":"A.B","{{{new string('p', 1_000_000)}}}":{"expression":{"type":"Literal","value":1},"typeName":"Int32"}}"""),
        "nested in long names" => Flow($$$"""{"id":"a","type":"A.B","{{{new string('p', 1_000_000)}}}":{"id":"q","type":"Elsa.Sequence","activities":[{{{string.Join(',', Enumerable.Range(0, 60_000).Select(i => $$$"""{"id":"s{{{i}}}","type":"A.B"}"""))}}}]}}"""),
        "million properties" => Flow("""{"id":5,"type":"A.B",""" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"{i}\":1")) + "}"),
        "steps that all go back" => Flow(string.Join(',', Enumerable.Range(0, 2_000).Select(i => Line($"s{i}"))), string.Join(',', Enumerable.Range(0, 14_000).Select(i => $$$"""{"source":{"activity":"s{{{i * 7919 % 2000}}}","port":"Done"},"target":{"activity":"s{{{i * 104729 % 2000}}}"}}"""))),
        "500 schedules" => Flow(string.Join(',', Enumerable.Range(0, 500).Select(i => $$$$"""{"id":"c{{{{i}}}}","type":"Elsa.Cron","customProperties":{"canStartWorkflow":true},"cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"{{{{i % 60}}}} {{{{i / 60 % 60}}}} {{{{i % 24}}}} ? * MON"}}}"""))),
        "impossible cron" => Flow("""{"id":"a","type":"Elsa.Cron","customProperties":{"canStartWorkflow":true},"cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"0 0 0 30 2 ?"}}}"""),
        "script without end" => Flow($$$$"""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"{{{{Nested("(", "1", ")", 100_000)}}}}"}}}"""),
        "template without end" => Flow($$$$"""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Liquid","value":"{{{{Nested("{% if a %}", "", "{% endif %}", 20_000)}}}}"}}}"""),
        "long title" => Flow($$$"""{"id":"a","type":"A.B","metadata":{"displayText":"{{{new string('t', 1_000_000)}}}"}}"""),
        "while without end" => Flow("""{"id":"w","type":"Elsa.While","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":true}},"body":""" + Line("b") + "}"),
        "allocating script" => Flow("""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"'x'.repeat(2**28)"}}}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static string Line(string id) => $$$$"""{"id":"{{{{id}}}}","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"hi"}}}""";

    private static string Flow(string activities, string connections = "") => $$$"""{"name":"Hostile","root":{"id":"flow","type":"Elsa.Flowchart","activities":[{{{activities}}}],"connections":[{{{connections}}}]}}""";

    private static string Nested(string open, string inner, string close, int times) => string.Concat(Enumerable.Repeat(open, times)) + inner + string.Concat(Enumerable.Repeat(close, times));

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Files(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes), "files", name);
        return form;
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    private async Task<string> KnownAsync()
    {
        var created = await server.Http.PostAsync("api/workflows", Body("{\"definition\":" + Flow(Line("a")) + "}"), Token);
        return (await ReadAsync<SaveFlowResponse>(created)).Summary.DefinitionId;
    }

    private Task<HttpResponseMessage> ImportAsync(string json) => server.Http.PostAsync("api/workflows/import", Body(json), Token);

    private Task<HttpResponseMessage> FilesAsync(params (string Name, byte[] Bytes)[] files) => server.Http.PostAsync("elsa/api/workflow-definitions/import-files", Files(files), Token);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text[..Math.Min(text.Length, 2000)]}");
        return JsonSerializer.Deserialize<T>(text, ContractJson.Options)!;
    }

    private async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string place)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(answer.StatusCode == status, $"{answer.RequestMessage?.RequestUri?.PathAndQuery}: {answer.StatusCode}: {text[..Math.Min(text.Length, 1000)]}" + (text.Contains("trace 0H") ? server.Console : null));
            // The refusal of something large is not large.
            Assert.InRange(text.Length, 0, 5_000);
            Assert.Contains(place, JsonElement.Parse(text).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }
}
