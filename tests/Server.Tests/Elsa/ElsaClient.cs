using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Server.Tests.Elsa;

/// <summary>Speaks Elsa's interface over HTTP as Elsa.Api.Client does.</summary>
internal sealed class ElsaClient(DesignerServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Get, path, null, expected);

    public Task<JsonElement> PostAsync(string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Post, path, body ?? new { }, expected);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, $"elsa/api/{path}");
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        using var answer = await server.Http.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == expected, $"{method} {path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>Start, a line of text, an end; with a variable, an input and an output. As Elsa Studio saves it.</summary>
    public static object Model(string name, string? definitionId = null, string text = "Hello", string type = "Elsa.WriteLine", string input = "text", bool isTrigger = false) => new
    {
        definitionId,
        name,
        description = "For the tests",
        version = 1,
        toolVersion = "3.8.2.0",
        variables = new[] { new { id = "var-count", name = "Count", typeName = "Int32", isArray = false, value = "1", storageDriverTypeName = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } },
        inputs = new[] { new { uiHint = "singleline", type = "String", name = "Campaign", displayName = "Campaign", description = "", category = "" } },
        outputs = new[] { new { type = "Int32", name = "Mailed", displayName = "Mailed", description = "", category = "" } },
        outcomes = Array.Empty<string>(),
        customProperties = new { },
        options = new { usableAsActivity = false, incidentStrategyType = "Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core" },
        root = new
        {
            id = "flow1",
            type = "Elsa.Flowchart",
            version = 1,
            name = "Flowchart1",
            activities = new object[]
            {
                new { id = "start1", name = "Start1", type = "Elsa.Start", version = 1, customProperties = new { }, metadata = new { designer = new { position = new { x = 0, y = 0 }, size = new { width = 138.0, height = 49.6 } } } },
                new Dictionary<string, object>
                {
                    ["id"] = "line1", ["name"] = "WriteLine1", ["type"] = type, ["version"] = 1, [input] = new { typeName = "String", expression = new { type = "Literal", value = text } },
                    ["customProperties"] = new Dictionary<string, bool> { ["canStartWorkflow"] = isTrigger }.Where(p => p.Value).ToDictionary(), ["metadata"] = new { designer = new { position = new { x = 300, y = 0 }, size = new { width = 138.0, height = 49.6 } } },
                },
            },
            connections = new[] { new { source = new { activity = "start1", port = "Done" }, target = new { activity = "line1", port = "In" }, vertices = Array.Empty<object>() } },
        },
    };

    /// <returns>The definition as the server answered.</returns>
    public async Task<JsonElement> SaveAsync(object model, bool publish = false, HttpStatusCode expected = HttpStatusCode.OK) =>
        (await PostAsync("workflow-definitions", new { model, publish }, expected)).GetProperty("workflowDefinition");

    /// <returns>The new flow's definitionId.</returns>
    public async Task<string> CreateAsync(string name) => (await SaveAsync(Model(name), expected: HttpStatusCode.Created)).GetProperty("definitionId").GetString()!;
}
