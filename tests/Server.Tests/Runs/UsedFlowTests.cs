using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.Extensions.Time.Testing;
using Testing;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Workflows.Validation;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>A flow as a step of another, in Elsa's own files and across a restart, on the real server.</summary>
public sealed class UsedFlowTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with { Time = _time });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("outcomes", "Success path taken")]
    [InlineData("output", "Received from child: Child output value")]
    public async Task Elsas_own_parents_and_children_run_as_there(string what, string said)
    {
        await PublishAsync(Elsa($"child-with-{what}"));
        var parent = await SaveAsync(Elsa($"parent-with-{what}"));
        var done = await _server.FinishedAsync((await _server.RunAsync(parent)).Id);
        Assert.Equal((RunSubStatus.Finished, said), (done.SubStatus, Assert.Single(await MessagesAsync(done.Id))));
    }

    [Fact]
    public async Task The_inputs_of_the_step_are_those_of_the_flow_and_wait_over_a_restart()
    {
        var child = new TestFlow("child").Step("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Step("say", "Elsa.WriteLine", ("text", "=return getMessage() + ' ' + getTimes()")).Line("d", "Done", "say").Build();
        await PublishAsync(Offered(child) with { Inputs = [new Argument("Message", "String"), new Argument("Times", "Int32")] });
        var parent = await SaveAsync(Parent("parent", "child", ("message", "=return 'Hel' + 'lo'"), ("times", "3")));
        var run = await _server.RunAsync(parent);
        await _server.UntilAsync(run.Id, d => d.At("use").Waiting == 1);
        await using var again = await _server.RestartAsync();
        var inner = Assert.Single((await again.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=child", ContractJson.Options, Token))!);
        await again.UntilAsync(inner.Id, d => d.At("d").Waiting == 1);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await again.FinishedAsync(run.Id)).At("use").Outcomes["Done"]);
        var lines = await again.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{inner.Id}/journal", ContractJson.Options, Token);
        Assert.Equal("Hello 3", Assert.Single(lines!, l => l.EventName == "Message").Message);
    }

    [Fact]
    public async Task What_fails_inside_is_a_fault_of_the_step()
    {
        await PublishAsync(Offered(new TestFlow("child").Step("f", "Elsa.Fault", ("message", "boom")).Build()));
        var done = await _server.FinishedAsync((await _server.RunAsync(await SaveAsync(Parent("parent", "child")))).Id);
        Assert.Equal((RunSubStatus.Faulted, 1), (done.SubStatus, done.At("use").Faulted));
        Assert.Contains("'child' that it uses is Faulted: 'f' failed: boom", done.At("use").Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_tried_again_runs_the_flow_again()
    {
        await PublishAsync(Offered(new TestFlow("child").Step("f", "Elsa.Fault", ("message", "boom")).Build()));
        var parent = Parent("parent", "child");
        parent = parent with { Root = parent.Root with { Container = parent.Root.Container! with { Activities = [parent.Root.Container.Activities[0] with { Version = 9 }] } } };
        var run = await _server.FinishedAsync((await _server.RunAsync(await SaveAsync(parent))).Id);
        await PublishAsync(Offered(new TestFlow("child").Step("w", "Elsa.WriteLine", ("text", "mended")).Build()));
        using var again = await _server.Http.PostAsync($"/api/runs/{run.Id}/retry", null, Token);
        Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync(Token));
        Assert.Equal(1, (await _server.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Finished)).At("use").Outcomes["Done"]);
    }

    [Fact]
    public async Task A_step_drawn_with_an_older_version_still_runs_that()
    {
        foreach (var text in new[] { "first", "second" })
            await PublishAsync(Offered(new TestFlow("child").Step("o", "Elsa.SetOutput", ("outputName", "Result"), ("outputValue", text)).Build()) with { Outputs = [new Argument("Result", "String")] });
        foreach (var (version, said) in new[] { (1, "first"), (2, "second"), (7, "second") })
        {
            var parent = Parent($"parent{version}", "child");
            var container = parent.Root.Container!;
            var use = container.Activities[0] with { Version = version };
            var say = new TestFlow("x").Step("say", "Elsa.WriteLine", ("text", "=return getOutputFrom('use', 'result')")).Build().Root.Container!.Activities[0];
            parent = parent with { Root = parent.Root with { Container = container with { Activities = [use, say], Connections = [new Connection("use", "Done", "say")] } } };
            var done = await _server.FinishedAsync((await _server.RunAsync(await SaveAsync(parent))).Id);
            Assert.Equal([said], await MessagesAsync(done.Id));
        }
    }

    [Fact]
    public async Task A_flow_that_is_not_offered_and_one_that_comes_back_are_refused_at_publish()
    {
        var child = new TestFlow("child").Step("w", "Elsa.WriteLine", ("text", "x")).Build();
        await PublishAsync(child);
        var parent = await SaveAsync(Parent("parent", "child"));
        Assert.Equal(ProblemCodes.UsedFlowMissing, await RefusedAsync(parent));
        await PublishAsync(Offered(child));
        await PublishAsync(parent);
        var middle = await SaveAsync(Offered(Parent("middle", "child")));
        await PublishAsync(middle);
        Assert.Equal(ProblemCodes.UsedFlowCycle, await RefusedAsync(await SaveAsync(Offered(Parent("child", "middle")))));
    }

    [Fact]
    public async Task Elsas_descriptors_and_our_palette_offer_it()
    {
        await PublishAsync(Elsa("child-with-outcomes"));
        await PublishAsync(Elsa("child-with-input"));
        var elsa = (await _server.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities", Token)).GetProperty("items").EnumerateArray().ToDictionary(d => d.GetProperty("typeName").GetString()!);
        Assert.Equal(["Success", "Failed"], elsa["ChildWithOutcomes"].GetProperty("ports").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(["Message"], elsa["ChildWithInput"].GetProperty("inputs").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("d0ae88e4c15eacc0", elsa["ChildWithInput"].GetProperty("customProperties").GetProperty("WorkflowDefinitionId").GetString());
        var ours = (await _server.Http.GetFromJsonAsync<JsonElement>("/api/activities", Token)).EnumerateArray().Single(d => d.GetProperty("type").GetString() == "ChildWithOutcomes");
        Assert.Equal(["Success", "Failed"], ours.GetProperty("outcomes").EnumerateArray().Select(o => o.GetString()));
    }

    private static WorkflowDefinition Elsa(string name) => ElsaJson.Read(File.ReadAllText(SharedData.Path($"workflows-elsa/core/WorkflowDefinitionActivities__Workflows__{name}.json")));

    private static WorkflowDefinition Offered(WorkflowDefinition flow) => flow with { Options = flow.Options.Add("usableAsActivity", JsonSerializer.SerializeToElement(true)) };

    private static WorkflowDefinition Parent(string id, string uses, params (string, object)[] inputs)
    {
        var flow = new TestFlow(id).Step("use", "Child", inputs).Build();
        var container = flow.Root.Container!;
        var use = container.Activities[0] with { Name = "use" };
        use = use with { Inputs = use.Inputs.Add(Activity.UsedFlowKey, new ActivityInput(null, new Expression(ExpressionTypes.Literal, JsonSerializer.SerializeToElement(uses))) { IsBare = true }) };
        return flow with { Root = flow.Root with { Container = container with { Activities = [use] } } };
    }

    private async Task<string> SaveAsync(WorkflowDefinition definition)
    {
        using var content = new StringContent(ElsaJson.Write(definition), Encoding.UTF8, "application/json");
        using var saved = await _server.Http.PostAsync("/api/workflows/import", content, Token);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
        return definition.DefinitionId;
    }

    private async Task PublishAsync(WorkflowDefinition definition) => await PublishAsync(await SaveAsync(definition));

    private async Task PublishAsync(string id)
    {
        using var published = await _server.Http.PostAsync($"/api/workflows/{id}/publish", null, Token);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Token));
    }

    private async Task<string> RefusedAsync(string id)
    {
        using var refused = await _server.Http.PostAsync($"/api/workflows/{id}/publish", null, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        return Assert.Single((await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("problems").Deserialize<List<Problem>>(ContractJson.Options)!, p => p.Severity == Severity.Error).Code;
    }

    private async Task<List<string>> MessagesAsync(string run) => [.. (await _server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run}/journal", ContractJson.Options, Token))!.Where(l => l.EventName == "Message").Select(l => l.Message!)];
}
