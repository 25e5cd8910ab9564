using System.Globalization;
using System.Text.Json;
using Server.Tests.Runs;
using Testing;
using Workflows.Elsa;
using Xunit;

namespace Server.Tests.Flows;

/// <summary>elsa-format.md 1.9, a row a line: what the server exports of every sample, and of flows that came in over its own API as people write them, real Elsa reads as it was meant.</summary>
public sealed class ExporterChecklistTests(ExporterChecklistTests.Exports exports) : IClassFixture<ExporterChecklistTests.Exports>
{
    private const string Driver = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";
    private static readonly string[] ExpressionTypes = ["Literal", "Object", "Variable", "Input", "JavaScript", "Liquid"];
    private static readonly string[] OfTheDocument =
    [
        "$schema", "id", "definitionId", "tenantId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties",
        "isReadonly", "isSystem", "isLatest", "isPublished", "options", "root",
    ];
    private static readonly string[] Triggers = ["Elsa.Cron", "Elsa.Timer", "Elsa.StartAt", "Elsa.Event", "Elsa.HttpEndpoint"];

    private static readonly Dictionary<string, Action<JsonElement>> Lines = new()
    {
        ["ids unique per document and present on every activity"] = d =>
        {
            var ids = Activities(d).Select(a => Text(a, "id")).ToList();
            Assert.All(ids, id => Assert.NotEqual("", id));
            Assert.Equal(ids.Distinct(), ids);
        },
        ["version 1"] = d => Assert.All(Activities(d), a => Assert.Equal(1, a.GetProperty("version").GetInt32())),
        ["customProperties/metadata objects, never null"] = d => Assert.All(Activities(d), a =>
        {
            Assert.Equal(JsonValueKind.Object, a.GetProperty("customProperties").ValueKind);
            Assert.Equal(JsonValueKind.Object, a.GetProperty("metadata").ValueKind);
        }),
        ["toolVersion 3.7.1.0"] = d => Assert.Equal("3.7.1.0", Text(d, "toolVersion")),
        ["every input has typeName+expression with an exactly spelt type"] = d => Assert.All(Inputs(d), i =>
        {
            Assert.NotEqual("", Text(i.Input, "typeName"));
            Assert.Contains(Text(i.Input.GetProperty("expression"), "type"), ExpressionTypes);
        }),
        ["every captured output has typeName + memoryReference.id = a variable's id"] = d =>
        {
            var variables = Variables(d).Select(v => Text(v, "id")).ToHashSet();
            Assert.All(Objects(d).Where(o => !o.TryGetProperty("expression", out _) && o.TryGetProperty("memoryReference", out _)), o =>
            {
                Assert.NotEqual("", Text(o, "typeName"));
                Assert.Contains(Text(o.GetProperty("memoryReference"), "id"), variables);
            });
        },
        ["Variable expressions carry the id"] = d =>
        {
            var variables = Variables(d).Select(v => Text(v, "id")).ToHashSet();
            foreach (var (_, input) in Inputs(d).Where(i => Text(i.Input.GetProperty("expression"), "type") == "Variable"))
            {
                // Elsa reads the object also where it is written as JSON text.
                var value = input.GetProperty("expression").GetProperty("value");
                Assert.Contains(Text(value.ValueKind == JsonValueKind.String ? JsonElement.Parse(value.GetString()!) : value, "id"), variables);
            }
        },
        ["variable values strings, lists by isArray"] = d => Assert.All(Variables(d), v =>
        {
            Assert.True(!v.TryGetProperty("value", out var value) || value.ValueKind == JsonValueKind.String, v.GetRawText());
            Assert.DoesNotContain("List<", Text(v, "typeName"), StringComparison.Ordinal);
            Assert.DoesNotContain("[]", Text(v, "typeName"), StringComparison.Ordinal);
            Assert.True(v.GetProperty("isArray").ValueKind is JsonValueKind.True or JsonValueKind.False);
        }),
        ["WorkflowInstance driver on all"] = d => Assert.All(Variables(d), v => Assert.Equal(Driver, Text(v, "storageDriverTypeName"))),
        ["both ports on every connection and vertices: []"] = d => Assert.All(Connections(d), c =>
        {
            Assert.NotEqual("", Text(c.GetProperty("source"), "port"));
            Assert.NotEqual("", Text(c.GetProperty("target"), "port"));
            Assert.Equal(JsonValueKind.Array, c.GetProperty("vertices").ValueKind);
            Assert.Equal(["source", "target", "vertices"], c.EnumerateObject().Select(p => p.Name).Order());
        }),
        ["exactly one obvious start or canStartWorkflow on triggers"] = d =>
        {
            var inside = d.GetProperty("root").GetProperty("activities").EnumerateArray().ToList();
            var reached = Connections(d).Select(c => Text(c.GetProperty("target"), "activity")).ToHashSet();
            var first = inside.Where(a => !reached.Contains(Text(a, "id"))).ToList();
            Assert.True(inside.Count(a => Text(a, "type") == "Elsa.Start") == 1 || first.Count == 1 || first.All(Starts), string.Join(", ", first.Select(a => Text(a, "id"))));
            Assert.All(first.Where(a => Triggers.Contains(Text(a, "type"))), a => Assert.True(Starts(a)));
        },
        ["cron 6 fields UTC"] = d => Assert.All(Inputs(d).Where(i => i.Name == "cronExpression"), i => Assert.Equal(6, Literal(i.Input)!.Split(' ').Length)),
        ["TimeSpans d.hh:mm:ss (< 24.85 days for Elsa.Delay and Elsa.StartAt only)"] = d => Assert.All(
            Activities(d).SelectMany(a => InputsOf(a).Where(i => Text(i.Input, "typeName") == "TimeSpan" && Literal(i.Input) is not null), (a, i) => (Type: Text(a, "type"), Value: Literal(i.Input)!)),
            i =>
            {
                Assert.True(TimeSpan.TryParseExact(i.Value, "c", CultureInfo.InvariantCulture, out var time), i.Value);
                Assert.True(i.Type != "Elsa.Delay" || time.TotalMilliseconds < int.MaxValue, i.Value);
            }),
        ["unique input/output names"] = d =>
        {
            foreach (var list in new[] { "inputs", "outputs" })
            {
                var names = d.GetProperty(list).EnumerateArray().Select(i => Text(i, "name")).ToList();
                Assert.Equal(names.Distinct(), names);
            }
        },
        ["our own data only in customProperties/metadata"] = d =>
        {
            Assert.Empty(d.EnumerateObject().Select(p => p.Name).Except(OfTheDocument));
            Assert.All(Activities(d), a => Assert.DoesNotContain(a.EnumerateObject(), p => p.Name.Contains('.', StringComparison.Ordinal) || p.Name is "timeZone" or "position" or "designer" or "title"));
        },
    };

    public static TheoryData<string> Checklist => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Checklist))]
    public void Every_exported_file_keeps_the_line(string line)
    {
        foreach (var (file, document) in exports.Documents)
        {
            if (Record.Exception(() => Lines[line](document)) is { } broken)
                Assert.Fail($"{file}: {broken.Message}");
        }
    }

    private static bool Starts(JsonElement activity) => activity.GetProperty("customProperties").TryGetProperty("canStartWorkflow", out var starts) && starts.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString() ?? "";

    private static string? Literal(JsonElement input) =>
        Text(input.GetProperty("expression"), "type") == "Literal" && input.GetProperty("expression").TryGetProperty("value", out var value) ? value.ToString() : null;

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Objects(p.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<JsonElement> Activities(JsonElement document) =>
        Objects(document.GetProperty("root")).Where(o => o.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.Contains('.', StringComparison.Ordinal) && o.TryGetProperty("nodeId", out _));

    private static IEnumerable<(string Name, JsonElement Input)> InputsOf(JsonElement activity) =>
        activity.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object && p.Value.TryGetProperty("expression", out _)).Select(p => (p.Name, p.Value));

    private static IEnumerable<(string Name, JsonElement Input)> Inputs(JsonElement document) => Activities(document).SelectMany(InputsOf);

    private static IEnumerable<JsonElement> Connections(JsonElement document) =>
        Objects(document.GetProperty("root")).Where(o => o.TryGetProperty("connections", out var c) && c.ValueKind == JsonValueKind.Array).SelectMany(o => o.GetProperty("connections").EnumerateArray());

    private static IEnumerable<JsonElement> Variables(JsonElement document) =>
        document.GetProperty("variables").EnumerateArray().Concat(Activities(document).Where(a => a.TryGetProperty("variables", out _)).SelectMany(a => a.GetProperty("variables").EnumerateArray()));

    /// <summary>Every sample, a flow as the designer saves it, and one as a person might write it by hand: what may be absent is absent.</summary>
    public sealed class Exports : IAsyncLifetime
    {
        private const string ByHand =
            """
            { "definitionId": "by-hand", "name": "By hand",
              "variables": [ { "id": "v-count", "name": "Count", "typeName": "Int32", "value": "1" }, { "id": "v-names", "name": "Names", "typeName": "String", "isArray": true, "value": "[\"a\"]" } ],
              "inputs": [ { "name": "Campaign", "type": "String" } ], "outputs": [ { "name": "Mailed", "type": "Int32" } ],
              "root": { "type": "Elsa.Flowchart", "activities": [
                { "id": "when", "type": "Elsa.Timer", "canStartWorkflow": true, "interval": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "1.00:00:00" } } },
                { "id": "say", "type": "Elsa.WriteLine", "text": "hi", "metadata": null },
                { "id": "what", "type": "Elsa.RunJavaScript", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "return 1" } }, "result": { "typeName": "Object", "memoryReference": { "id": "v-count" } } },
                { "id": "show", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": "{\"id\":\"v-count\",\"name\":\"Count\"}" } } },
                { "id": "rest", "type": "Elsa.Delay", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "00:00:05" } } } ],
                "connections": [ { "source": "when", "target": "say", "sourcePort": "Done" }, { "source": "say", "target": "what", "sourcePort": "Done", "targetPort": "In" },
                  { "source": "what", "target": "show", "sourcePort": "Done" }, { "source": "show", "target": "rest", "sourcePort": "Done" } ] } }
            """;

        public Dictionary<string, JsonElement> Documents { get; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var server = await DesignerServer.StartAsync(s => s);
            foreach (var file in Directory.GetFiles(SharedData.Repository("workflows"), "*.json"))
                await AddAsync(server, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            await AddAsync(server, ElsaJson.Write(Made().Build()));
            await AddAsync(server, ByHand);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static TestFlow Made() => new TestFlow("made").Trigger().Variable("greeting", "String", "hello")
            .Step("who", "Marketing.Segment", ("rule", """{"all":[]}""")).Step("wait", "Marketing.Wait", ("duration", "40.00:00:00"))
            .Step("mail", "Marketing.SendEmail", ("subject", "Hello"), ("body", "Dear {{ contact.first_name }}"))
            .Line("t", "Done", "who").Line("who", "Matched", "wait").Line("wait", "Done", "mail");

        private async Task AddAsync(DesignerServer server, string json)
        {
            var stop = TestContext.Current.CancellationToken;
            using var saved = await server.Http.PostAsync("/api/workflows/import", new StringContent(json, null, "application/json"), stop);
            var answer = await saved.Content.ReadAsStringAsync(stop);
            Assert.True(saved.IsSuccessStatusCode, answer);
            var id = JsonElement.Parse(answer).GetProperty("summary").GetProperty("definitionId").GetString()!;
            Documents[id] = JsonElement.Parse(await server.Http.GetStringAsync($"/api/workflows/{id}/export", stop));
        }
    }
}
