using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Running;
using Workflows.Validation;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

public sealed class RunEndpointsTests
{
    private const string Germans = """{"attribute":"country","is":"Equal","value":"DE"}""";
    private const string FirstTen = """{"attribute":"n","is":"AtMost","value":10}""";

    private static TestFlow Campaign => new TestFlow("campaign").Trigger()
        .Step("who", "Marketing.Segment", ("rule", Germans)).Step("few", "Marketing.Branch", ("rule", FirstTen))
        .Step("tag", "Marketing.AddTag", ("tag", "few")).Step("say", "Elsa.WriteLine", ("text", "The others came by."))
        .Line("t", "Done", "who").Line("who", "Matched", "few").Line("few", "Yes", "tag").Line("few", "No", "say");

    [Fact]
    public async Task An_audience_flows_through_segment_and_branch_and_every_number_adds_up()
    {
        var flows = new TestFlows();
        flows.Add(Campaign);
        await using var server = await StartAsync(flows);
        await server.SeedAsync(100);

        var run = await server.RunAsync("campaign");
        var detail = await server.FinishedAsync(run.Id);

        Assert.Equal(RunSubStatus.Finished, detail.SubStatus);
        Assert.Equal((100, 100), (detail.At("t").Entered, detail.At("t").Outcomes["Done"]));
        Assert.Equal((100, 50, 50), (detail.At("who").Entered, detail.At("who").Outcomes["Matched"], detail.At("who").Outcomes["Others"]));
        Assert.Equal((50, 5, 45), (detail.At("few").Entered, detail.At("few").Outcomes["Yes"], detail.At("few").Outcomes["No"]));
        Assert.Equal((5, 5), (detail.At("tag").Entered, detail.At("tag").Outcomes["Done"]));
        Assert.Equal((45, 45), (detail.At("say").Entered, detail.At("say").Outcomes["Done"]));
        Assert.Equal("Completed", detail.At("say").Status);

        var tagged = await server.Services.GetRequiredService<IContactStore>().ListAsync(null, 0, 200, Token);
        Assert.Equal(["c10", "c2", "c4", "c6", "c8"], tagged.Contacts.Where(c => c.Tags.Contains("few")).Select(c => c.ExternalId).Order(StringComparer.Ordinal));

        var people = await server.Http.GetFromJsonAsync<RunContactList>($"/api/runs/{run.Id}/contacts?activity=few&outcome=Yes&limit=3", ContractJson.Options, Token);
        Assert.Equal((5, 3), ((int)people!.Total, people.Items.Count));
        Assert.All(people.Items, p => Assert.Equal(("left", "Yes"), (p.State, p.Outcome)));

        var journal = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Contains(journal!, j => j is { EventName: "Message", ActivityId: "say", Message: "The others came by." });
        Assert.Equal("Completed", journal![^1].EventName);
        Assert.Equal(journal.Select(j => j.Sequence).Order(), journal.Select(j => j.Sequence));
    }

    [Fact]
    public async Task The_same_Idempotency_Key_is_one_run()
    {
        var flows = new TestFlows();
        flows.Add(Campaign);
        await using var server = await StartAsync(flows);
        await server.SeedAsync(10);
        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.RunAsync("campaign", key: "press-1")));
        var other = await server.RunAsync("campaign", key: "press-2");
        Assert.Single(runs.Select(r => r.Id).Distinct());
        Assert.NotEqual(runs[0].Id, other.Id);
        var list = await server.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?workflow=campaign", ContractJson.Options, Token);
        Assert.Equal([other.Id, runs[0].Id], list!.Select(r => r.Id));
    }

    [Fact]
    public async Task A_flow_with_errors_is_refused_with_a_list_of_them()
    {
        var flows = new TestFlows();
        flows.Add(Campaign, problems: new Problem(Severity.Error, "input.missing", "tag", "tag", "The tag is missing."));
        await using var server = await StartAsync(flows);
        using var answer = await server.Http.PostAsync("/api/workflows/campaign/runs", null, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("The flow cannot be run: The tag is missing.", problem.GetProperty("detail").GetString());
        Assert.Equal("tag", problem.GetProperty("problems")[0].GetProperty("activityId").GetString());
        using var unknown = await server.Http.PostAsync("/api/workflows/nobody/runs", null, Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Only_chosen_contacts_run_when_some_are_chosen()
    {
        var flows = new TestFlows();
        flows.Add(Campaign);
        await using var server = await StartAsync(flows);
        await server.SeedAsync(20);
        var all = await server.Services.GetRequiredService<IContactStore>().ListAsync(null, 0, 50, Token);
        var chosen = all.Contacts.Where(c => c.ExternalId is "c4" or "c5").Select(c => c.Id).ToList();
        var run = await server.RunAsync("campaign", new StartRunRequest { Contacts = chosen });
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((2, 1, 1), (detail.At("who").Entered, detail.At("who").Outcomes["Matched"], detail.At("tag").Outcomes["Done"]));
    }

    [Fact]
    public async Task A_simulated_run_counts_the_same_and_writes_nothing_to_contacts()
    {
        var flows = new TestFlows();
        flows.Add(Campaign);
        await using var server = await StartAsync(flows);
        await server.SeedAsync(30);
        var run = await server.RunAsync("campaign", new StartRunRequest(RunMode.Simulate));
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((5, RunMode.Simulate), ((int)detail.At("tag").Outcomes["Done"], detail.Mode));
        Assert.Empty(await server.Services.GetRequiredService<IContactStore>().TagsAsync(Token));
    }

    [Fact]
    public async Task The_dialog_is_told_how_many_people_would_come_through()
    {
        var flows = new TestFlows();
        flows.Add(Campaign.Step("mail", "Marketing.SendEmail", ("account", "news")).Line("few", "No", "mail"));
        await using var server = await StartAsync(flows);
        await server.SeedAsync(100);
        using var answer = await server.Http.PostAsync("/api/workflows/campaign/audience", null, Token);
        var preview = await answer.Content.ReadFromJsonAsync<RunPreview>(ContractJson.Options, Token);
        Assert.Equal(45, preview!.People);
        Assert.Equal(("mail", "email", "news"), (preview.Channels.Single().ActivityId, preview.Channels[0].Channel, preview.Channels[0].Account));
    }

    [Fact]
    public async Task An_ordinary_flow_runs_with_variables_scripts_and_decisions()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("plain").Variable("Count", "Int32", "20").Step("s", "Elsa.Start")
            .Step("set", "Elsa.SetVariable", ("value", "=getCount() * 2 + 2")).Plain("set", "variable", new { id = "var-Count" })
            .Step("if", "Elsa.FlowDecision", ("condition", "=variables.Count === 42"))
            .Step("yes", "Elsa.WriteLine", ("text", "='Count is ' + getVariable('Count') + ' for ' + getInput('who')")).Step("no", "Elsa.WriteLine", ("text", "no"))
            .Line("s", "Done", "set").Line("set", "Done", "if").Line("if", "True", "yes").Line("if", "False", "no"));
        await using var server = await StartAsync(flows);
        var run = await server.RunAsync("plain", new StartRunRequest(Inputs: JsonSerializer.SerializeToElement(new { who = "Ada" })));
        var detail = await server.FinishedAsync(run.Id);
        Assert.Equal((1, 0), (detail.At("yes").Entered, detail.At("no").Entered));
        var journal = await server.Http.GetFromJsonAsync<List<JournalEntry>>($"/api/runs/{run.Id}/journal", ContractJson.Options, Token);
        Assert.Contains(journal!, j => j.Message == "Count is 42 for Ada");
        Assert.Equal("plain", (await server.Http.GetFromJsonAsync<RunDefinition>($"/api/runs/{run.Id}/definition", ContractJson.Options, Token))!.Definition.GetProperty("name").GetString());
    }
}
