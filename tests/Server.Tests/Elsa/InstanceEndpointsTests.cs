using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Server.Tests.Elsa;

public sealed class InstanceEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private readonly ElsaClient _elsa = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_execution_answers_when_the_run_is_over_and_names_it_in_the_header()
    {
        var id = await _elsa.CreateAsync("Quick");
        using var answer = await server.Http.PostAsync($"elsa/api/workflow-definitions/{id}/execute", new StringContent("""{"versionOptions":{"isLatest":true},"input":{"Campaign":"spring"}}""", Encoding.UTF8, "application/json"), Token);
        var run = Assert.Single(answer.Headers.GetValues("x-elsa-workflow-instance-id"));
        Assert.Equal("False", Assert.Single(answer.Headers.GetValues("x-elsa-workflow-cannot-start")));
        var instance = await _elsa.GetAsync($"workflow-instances/{run}");
        var state = instance.GetProperty("workflowState");
        Assert.Equal(("Finished", "Finished", "spring"), (state.GetProperty("status").GetString(), state.GetProperty("subStatus").GetString(), state.GetProperty("input").GetProperty("Campaign").GetString()));
        Assert.Equal($"{id}-v1", instance.GetProperty("definitionVersionId").GetString());
        Assert.Equal(run, JsonElement.Parse(await server.Http.GetStringAsync($"api/runs/{run}", Token)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Elsas_GET_that_runs_a_workflow_is_not_taken()
    {
        var id = await _elsa.CreateAsync("Not by a link");
        await _elsa.GetAsync($"workflow-definitions/{id}/execute", HttpStatusCode.MethodNotAllowed);
        Assert.Equal(0, (await _elsa.PostAsync("workflow-instances", new { definitionId = id })).GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task What_is_published_is_run_unless_another_version_is_asked_for()
    {
        var id = await _elsa.CreateAsync("Two versions");
        await _elsa.PostAsync($"workflow-definitions/{id}/execute", expected: HttpStatusCode.NotFound);
        await _elsa.PostAsync($"workflow-definitions/{id}/publish");
        await _elsa.SaveAsync(ElsaClient.Model("Two versions", id, "draft"));
        Assert.Equal(1, await RunAsync(null));
        Assert.Equal(2, await RunAsync("Latest"));

        async Task<int> RunAsync(string? versionOptions) =>
            (await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions })).GetProperty("workflowState").GetProperty("definitionVersion").GetInt32();
    }

    [Fact]
    public async Task What_cannot_run_says_so_and_starts_nothing()
    {
        var id = await _elsa.CreateAsync("Broken");
        await _elsa.SaveAsync(ElsaClient.Model("Broken", id, type: "No.Such"));
        var refusal = await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest" }, HttpStatusCode.BadRequest);
        Assert.True(refusal.GetProperty("errors").TryGetProperty("line1", out _));
        await _elsa.PostAsync($"workflow-definitions/{id}/dispatch", new { versionOptions = "Latest", variables = new { a = 1 } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_start_takes_a_correlation_and_a_name()
    {
        var id = await _elsa.CreateAsync("Tied");
        var order = Guid.NewGuid().ToString("N");
        var run = (await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest", correlationId = order, name = "Order 7" })).GetProperty("workflowState");
        Assert.Equal((order, "Order 7"), (run.GetProperty("correlationId").GetString(), run.GetProperty("name").GetString()));
        Assert.Equal(run.GetProperty("id").GetString(), (await _elsa.PostAsync("workflow-instances", new { correlationId = order })).GetProperty("items")[0].GetProperty("id").GetString());

        // Begun by an event, a run is tied to what the event was about.
        var listener = await _elsa.CreateAsync("Begun by an event");
        var name = $"paid-{order}";
        await _elsa.SaveAsync(ElsaClient.Model("Begun by an event", listener, name, type: "Elsa.Event", input: "eventName", isTrigger: true));
        await _elsa.PostAsync($"workflow-definitions/{listener}/publish");
        await _elsa.PostAsync($"events/{name}/trigger", new { correlationId = order + "x" });
        Assert.Equal(listener, Assert.Single((await _elsa.PostAsync("workflow-instances", new { correlationId = order + "x" })).GetProperty("items").EnumerateArray()).GetProperty("definitionId").GetString());
    }

    [Fact]
    public async Task A_fault_is_an_incident_and_the_answer_of_500_carries_the_state()
    {
        var id = await _elsa.CreateAsync("Faulty");
        await _elsa.SaveAsync(ElsaClient.Model("Faulty", id, type: "Elsa.Fault"));
        var state = (await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest" }, HttpStatusCode.InternalServerError)).GetProperty("workflowState");
        Assert.Equal("Faulted", state.GetProperty("subStatus").GetString());
        Assert.Equal("line1", state.GetProperty("incidents")[0].GetProperty("activityId").GetString());
        var report = await _elsa.PostAsync("activity-executions/report", new { workflowInstanceId = state.GetProperty("id").GetString(), activityNodeIds = new[] { "Workflow1:flow1:line1" } });
        Assert.True(Assert.Single(report.GetProperty("stats").EnumerateArray()).GetProperty("isFaulted").GetBoolean());
    }

    [Fact]
    public async Task The_journal_and_the_executions_tell_the_same_story()
    {
        var run = await RunAsync(await _elsa.CreateAsync("Story"));
        var journal = await _elsa.PostAsync($"workflow-instances/{run}/journal?skip=0&take=50", new { filter = new { activityNodeIds = new[] { "Workflow1:flow1:line1" }, excludedActivityTypes = new[] { "Elsa.Workflow" } } });
        Assert.Equal(["Started", "Message", "Completed"], [.. journal.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("eventName").GetString()!)]);
        var execution = Assert.Single((await _elsa.GetAsync($"activity-executions/list?workflowInstanceId={run}&activityNodeId=Workflow1:flow1:line1")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Completed", "WriteLine1", "Hello"), (execution.GetProperty("status").GetString(), execution.GetProperty("activityName").GetString(), execution.GetProperty("activityState").GetProperty("Text").GetString()));
        var id = execution.GetProperty("id").GetString();
        Assert.Equal(id, journal.GetProperty("items")[0].GetProperty("activityInstanceId").GetString());
        Assert.Equal(id, (await _elsa.GetAsync($"activity-executions/by-id?id={id}")).GetProperty("id").GetString());
        Assert.Equal("Elsa.Workflow", (await _elsa.GetAsync($"activity-executions/{id}/call-stack")).GetProperty("items")[0].GetProperty("activityType").GetString());
        Assert.Equal(1, (await _elsa.PostAsync("activity-executions/report", new { workflowInstanceId = run, activityNodeIds = Array.Empty<string>() })).GetProperty("stats").EnumerateArray().Single(s => s.GetProperty("activityId").GetString() == "line1").GetProperty("completedCount").GetInt32());
    }

    [Fact]
    public async Task A_waiting_run_is_suspended_with_a_bookmark_and_goes_when_it_was_cancelled_and_deleted()
    {
        var id = await _elsa.CreateAsync("Patient");
        await _elsa.SaveAsync(ElsaClient.Model("Patient", id, type: "Elsa.Event", input: "eventName"));
        var state = (await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest" })).GetProperty("workflowState");
        var run = state.GetProperty("id").GetString();
        Assert.Equal(("Running", "Suspended"), (state.GetProperty("status").GetString(), state.GetProperty("subStatus").GetString()));
        Assert.Equal(("Elsa.Event", "line1"), (state.GetProperty("bookmarks")[0].GetProperty("name").GetString(), state.GetProperty("bookmarks")[0].GetProperty("activityId").GetString()));
        Assert.Equal("Suspended", (await _elsa.GetAsync($"workflow-instances/{run}/execution-state")).GetProperty("subStatus").GetString());
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-instances/{run}", null, HttpStatusCode.Conflict);
        await _elsa.PostAsync($"cancel/workflow-instances/{run}");
        Assert.Equal("Cancelled", (await _elsa.GetAsync($"workflow-instances/{run}")).GetProperty("subStatus").GetString());
        await _elsa.SendAsync(HttpMethod.Delete, $"workflow-instances/{run}", null, HttpStatusCode.NoContent);
        await _elsa.GetAsync($"workflow-instances/{run}", HttpStatusCode.NotFound);
        await _elsa.GetAsync($"workflow-instances/{run}/journal", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_event_told_from_outside_lets_a_waiting_run_go_on()
    {
        var id = await _elsa.CreateAsync("Listener");
        await _elsa.SaveAsync(ElsaClient.Model("Listener", id, "order-paid", type: "Elsa.Event", input: "eventName"));
        var run = await RunAsync(id);
        await _elsa.PostAsync("events/order-lost/trigger");
        Assert.Equal("Suspended", await SubStatusAsync());
        await _elsa.PostAsync("events/order-paid/trigger", new { input = new { amount = 12 } });
        for (var i = 0; i < 200 && await SubStatusAsync() != "Finished"; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(25), Token);
        Assert.Equal("Finished", await SubStatusAsync());

        async Task<string?> SubStatusAsync() => (await _elsa.GetAsync($"workflow-instances/{run}/execution-state")).GetProperty("subStatus").GetString();
    }

    [Fact]
    public async Task The_list_takes_Studios_filters()
    {
        var (one, other) = (await _elsa.CreateAsync("Listed alpha"), await _elsa.CreateAsync("Listed beta"));
        foreach (var id in new[] { one, one, other })
            await RunAsync(id);
        Assert.Equal((2, 1), await CountAsync(new { definitionIds = new[] { one }, page = 0, pageSize = 1 }));
        Assert.Equal((3, 3), await CountAsync(new { searchTerm = "LISTED", statuses = new[] { "Finished" }, subStatuses = new[] { "Finished", "Faulted" } }));
        Assert.Equal((3, 3), await CountAsync(new { searchTerm = "listed", hasIncidents = false }));
        Assert.Equal((0, 0), await CountAsync(new { searchTerm = "listed", hasIncidents = true }));
        Assert.Equal((0, 0), await CountAsync(new { searchTerm = "listed", correlationId = "order-7" }));
        Assert.Equal((0, 0), await CountAsync(new { searchTerm = "listed", subStatuses = new[] { "Suspended" } }));
        Assert.Equal((0, 0), await CountAsync(new { searchTerm = "listed", timestampFilters = new[] { new { column = "CreatedAt", @operator = "LessThan", timestamp = "2020-01-01T00:00:00Z" } } }));
        var runs = (await _elsa.PostAsync("workflow-instances", new { definitionId = one })).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, (await _elsa.PostAsync("bulk-actions/delete/workflow-instances/by-id", new { ids = runs })).GetProperty("deleted").GetInt32());

        async Task<(int, int)> CountAsync(object filter)
        {
            var list = await _elsa.PostAsync("workflow-instances", filter);
            return (list.GetProperty("totalCount").GetInt32(), list.GetProperty("items").GetArrayLength());
        }
    }

    private async Task<string> RunAsync(string id) =>
        (await _elsa.PostAsync($"workflow-definitions/{id}/execute", new { versionOptions = "Latest" })).GetProperty("workflowState").GetProperty("id").GetString()!;
}
