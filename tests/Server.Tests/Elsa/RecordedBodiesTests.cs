using System.Text.Json;
using Testing;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>Holds our answers to the bodies that a real Elsa server gave: every property that all of its objects have is in all of ours, with the same JSON type.</summary>
public sealed class RecordedBodiesTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private readonly ElsaClient _elsa = new(server);

    /// <summary>By the beginning of the sentence that the comparison would say.</summary>
    private static readonly (string Body, string Begins, string Reason)[] Differences =
    [
        ("descriptors-activities", "items[].inputs[].defaultValue is", "A default is of its input's type; none of the recorded inputs has a number for one."),
        ("publish", "workflowDefinition.root.customProperties.", "Elsa fills in defaults (canStartWorkflow false); an author's file is answered as it is."),
        ("publish", "workflowDefinition.root.activities[].customProperties.", "Elsa fills in defaults (canStartWorkflow false); an author's file is answered as it is."),
        ("publish", "workflowDefinition.options.", "Only the options that the author chose."),
        ("publish", "workflowDefinition.customProperties.marketing", "The recorded flow's own."),
        ("execute", "workflowState.output.Mailed", "The recorded flow's own."),
        ("execute", "workflowState.activityExecutionContexts[].properties.Variables.", "The recorded flow's own."),
        ("instance", "workflowState.output.Mailed", "The recorded flow's own."),
        ("instance", "workflowState.activityExecutionContexts[].properties.Variables.", "The recorded flow's own."),
    ];

    [Theory]
    [InlineData("descriptors-activities", "descriptors/activities")]
    [InlineData("descriptors-expressions", "descriptors/expression-descriptors")]
    [InlineData("descriptors-variables", "descriptors/variables")]
    [InlineData("descriptors-storage-drivers", "descriptors/storage-drivers")]
    [InlineData("descriptors-incident-strategies", "descriptors/incident-strategies")]
    [InlineData("descriptors-activation-strategies", "descriptors/workflow-activation-strategies")]
    [InlineData("descriptors-log-persistence", "descriptors/log-persistence-strategies")]
    [InlineData("descriptors-commit-strategies-workflows", "descriptors/commit-strategies/workflows")]
    [InlineData("descriptors-commit-strategies-activities", "descriptors/commit-strategies/activities")]
    public async Task Descriptors_have_the_shape_that_Elsa_gave(string recorded, string path) => Compare(recorded, await _elsa.GetAsync(path));

    [Theory]
    [InlineData("descriptors-variables", "descriptors/variables", "Stream", "RouteData", "HttpRequest", "HttpResponse", "HttpResponseMessage", "HttpHeaders", "FormFile", "HttpFile", "Downloadable", "Elsa.Workflows.LogPersistence.LogPersistenceMode, Elsa.Workflows.Core")]
    [InlineData("descriptors-storage-drivers", "descriptors/storage-drivers")]
    [InlineData("descriptors-incident-strategies", "descriptors/incident-strategies")]
    [InlineData("descriptors-activation-strategies", "descriptors/workflow-activation-strategies")]
    [InlineData("descriptors-log-persistence", "descriptors/log-persistence-strategies")]
    public async Task Type_names_are_Elsas_but_for_values_that_no_flow_of_ours_can_hold(string recorded, string path, params string[] absent)
    {
        static IEnumerable<string> Names(JsonElement body) => body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("typeName").GetString()!);
        var elsas = Names(JsonElement.Parse(Recorded(recorded))).Except(absent);
        Assert.Equal(elsas, Names(await _elsa.GetAsync(path)));
    }

    [Fact]
    public async Task Lists_of_definitions_have_the_shape_that_Elsa_gave()
    {
        await _elsa.CreateAsync("In the list");
        Compare("list-definitions", await _elsa.GetAsync("workflow-definitions?versionOptions=Latest&page=0&pageSize=20"));
    }

    [Fact]
    public async Task A_published_definition_has_the_shape_that_Elsa_gave()
    {
        var id = await _elsa.CreateAsync("For everybody");
        Compare("publish", await _elsa.PostAsync($"workflow-definitions/{id}/publish"));
    }

    [Fact]
    public async Task An_import_that_cannot_be_read_has_the_shape_of_Elsas_error()
    {
        var answer = await _elsa.PostAsync("workflow-definitions/import", """{"createdAt":"yesterday","root":{"id":"a","type":"Elsa.Flowchart"}}""", System.Net.HttpStatusCode.BadRequest);
        Assert.Equal(400, answer.GetProperty("statusCode").GetInt32());
        Assert.Contains("createdAt", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.All(answer.GetProperty("errors").EnumerateObject(), e => Assert.Equal(JsonValueKind.Array, e.Value.ValueKind));
    }

    [Fact]
    public async Task A_run_and_everything_that_is_told_of_it_has_the_shape_that_Elsa_gave()
    {
        var id = await _elsa.CreateAsync("Runs");
        var executed = await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest" });
        Compare("execute", executed);
        var run = executed.GetProperty("workflowState").GetProperty("id").GetString();
        Compare("instance", await _elsa.GetAsync($"workflow-instances/{run}"));
        Compare("list-instances", await _elsa.PostAsync("workflow-instances", new { page = 0, pageSize = 10, definitionIds = new[] { id } }));
        Compare("instance-variables", await _elsa.GetAsync($"workflow-instances/{run}/variables"));
        Compare("execution-state", await _elsa.GetAsync($"workflow-instances/{run}/execution-state"));
        Compare("journal", await _elsa.GetAsync($"workflow-instances/{run}/journal?page=0&pageSize=100"));
        Compare("activity-executions", await _elsa.GetAsync($"activity-executions/list?workflowInstanceId={run}"));
    }

    private static void Compare(string recorded, JsonElement ours)
    {
        var lacks = JsonShape.Of(ours).LacksOf(JsonShape.Of(Recorded(recorded))).Where(l => !Differences.Any(d => d.Body == recorded && l.StartsWith(d.Begins, StringComparison.Ordinal))).ToList();
        Assert.True(lacks.Count == 0, string.Join(Environment.NewLine, lacks));
    }

    private static string Recorded(string name) => File.ReadAllText(SharedData.Path($"elsa-conformance/rest/{name}.json"));
}
