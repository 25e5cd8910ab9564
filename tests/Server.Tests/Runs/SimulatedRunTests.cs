using System.Net.Http.Json;
using Activities.Contacts;
using Activities.Email;
using Designer.Contracts;
using Designer.Contracts.Messages;
using Designer.Contracts.Models;
using Designer.Contracts.Posts;
using Designer.Contracts.Runs;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>A simulated run goes on with what it wrote, and leaves nothing behind in what anybody else reads.</summary>
public sealed class SimulatedRunTests
{
    /// <summary>Everything a flow can write, and afterwards questions about each of it.</summary>
    private static TestFlow Campaign => new TestFlow("campaign").Trigger()
        .Step("tag", "Marketing.AddTag", ("tag", "winback"))
        .Step("level", "Marketing.UpdateContact", ("attribute", "Level"), ("value", "gold"))
        .Step("known", "Marketing.UpdateContact", ("attribute", "n"), ("value", "4711"))
        .Step("risk", "Marketing.PredictChurn")
        .Step("who", "Marketing.Segment", ("rule", """{"all":[{"tag":"winback"},{"attribute":"Level","is":"Equal","value":"gold"},{"attribute":"n","is":"Equal","value":4711},{"score":"churn","min":0}]}"""))
        .Step("mail", "Marketing.SendEmail", ("subject", "A {{ contact.Level }} offer"), ("body", "For you, number {{ contact.n }}."))
        .Step("post", "Marketing.PostSocial", ("text", "News from {{ workflow.name }}"))
        .Line("t", "Done", "tag").Line("tag", "Done", "level").Line("level", "Done", "known").Line("known", "Done", "risk")
        .Line("risk", "High", "who").Line("risk", "Medium", "who").Line("risk", "Low", "who").Line("who", "Matched", "mail").Line("who", "Matched", "post");

    private static TestFlow News => new TestFlow("news").Trigger()
        .Step("mail", "Marketing.SendEmail", ("subject", "Before"), ("body", "Something that did happen.")).Step("post", "Marketing.PostSocial", ("text", "Before"))
        .Line("t", "Done", "mail").Line("mail", "Sent", "post");

    [Fact]
    public async Task It_sees_its_own_tags_attributes_and_scores_and_nothing_that_anybody_else_reads_is_changed()
    {
        var flows = new TestFlows();
        flows.Add(Campaign);
        flows.Add(News);
        await using var server = await DesignerServer.StartAsync(s => s with { DemoContacts = 700, Replace = services => services.AddSingleton<IRunnableFlows>(flows) });
        await TrainedAsync(server);
        await server.SeedAsync(10);
        await server.FinishedAsync((await server.RunAsync("news")).Id);
        var (facts, pages) = (await server.FactsWithoutAsync(""), await PagesAsync(server));

        var run = await server.FinishedAsync((await server.RunAsync("campaign", new StartRunRequest(RunMode.Simulate))).Id);

        Assert.InRange(run.At("tag").Entered, 700, 800);
        Assert.Equal(run.At("tag").Entered, run.At("who").Outcomes["Matched"]);
        var mail = await GetAsync<MessagePage>(server, $"/api/messages?runId={run.Id}&state=accepted&limit=1");
        Assert.Equal(run.At("mail").Outcomes["Sent"], mail.Total);
        var sent = await GetAsync<MessageDetail>(server, $"/api/messages/{mail.Items[0].Id}");
        Assert.Equal(("A gold offer", "For you, number 4711."), (sent.Message.Subject, sent.Text.Split('\n')[0].Trim()));
        Assert.Equal("simulated", Assert.Single((await GetAsync<PostPage>(server, $"/api/posts?runId={run.Id}")).Items).State);

        var after = await server.FactsWithoutAsync(run.Id);
        Assert.Equal(facts.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.All(facts, table => Assert.True(table.Value == after[table.Key], $"The table {table.Key} differs."));
        Assert.Equal(pages, await PagesAsync(server));
        Assert.Null(LedgerEntry.FirstBreak(await server.Services.GetRequiredService<ISendLedger>().ReadAsync(0, 10_000, Token)));
    }

    [Fact]
    public async Task A_second_simulation_and_a_real_run_after_it_begin_as_if_it_had_not_been()
    {
        var flows = new TestFlows();
        flows.Add(new TestFlow("once").Trigger()
            .Step("new", "Marketing.Segment", ("rule", """{"not":{"tag":"seen"}}""")).Step("tag", "Marketing.AddTag", ("tag", "seen"))
            .Step("again", "Marketing.Branch", ("rule", """{"tag":"seen"}"""))
            .Line("t", "Done", "new").Line("new", "Matched", "tag").Line("tag", "Done", "again"));
        await using var server = await StartAsync(flows);
        await server.SeedAsync(20);
        foreach (var mode in (RunMode[])[RunMode.Simulate, RunMode.Simulate, RunMode.Live])
        {
            var run = await server.FinishedAsync((await server.RunAsync("once", new StartRunRequest(mode))).Id);
            Assert.Equal((20, 20), (run.At("new").Outcomes["Matched"], run.At("again").Outcomes["Yes"]));
        }
        Assert.Equal(["seen"], await server.Services.GetRequiredService<IContactStore>().TagsAsync(Token));
    }

    [Fact]
    public async Task What_it_wrote_outlives_a_wait_and_a_restart_and_is_deleted_a_month_after_its_end()
    {
        var (flows, time) = (new TestFlows(), new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));
        flows.Add(new TestFlow("patient").Trigger()
            .Step("tag", "Marketing.AddTag", ("tag", "waited")).Step("wait", "Marketing.Wait", ("duration", "02:00:00")).Step("who", "Marketing.Segment", ("rule", """{"tag":"waited"}"""))
            .Line("t", "Done", "tag").Line("tag", "Done", "wait").Line("wait", "Done", "who"));
        await using var first = await StartAsync(flows, time);
        await first.SeedAsync(12);
        var run = await first.RunAsync("patient", new StartRunRequest(RunMode.Simulate));
        await first.UntilAsync(run.Id, d => d.SubStatus == RunSubStatus.Suspended);

        await using var second = await first.RestartAsync();
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(12, (await second.FinishedAsync(run.Id)).At("who").Outcomes["Matched"]);
        time.Advance(TimeSpan.FromDays(29));
        Assert.NotEmpty((await second.FactsWithoutAsync(""))["simulated_tag"]);
        for (var day = 0; day < 2; day++)
            time.Advance(TimeSpan.FromDays(1));
        // The sweep runs beside; a hang must not hang the suite.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await second.FactsWithoutAsync(""))["simulated_tag"].Length > 0)
            await Task.Delay(10, patience.Token);
    }

    [Fact]
    public async Task Its_removal_leaves_nothing_of_people_and_brings_nothing_back_into_the_outbox_or_the_feed()
    {
        var flows = new TestFlows();
        flows.Add(News.Step("tag", "Marketing.AddTag", ("tag", "written")).Line("post", "Posted", "tag"));
        await using var server = await StartAsync(flows);
        await server.SeedAsync(3);
        var run = await server.FinishedAsync((await server.RunAsync("news", new StartRunRequest(RunMode.Simulate))).Id);
        Assert.Equal(3, (await GetAsync<MessagePage>(server, $"/api/messages?runId={run.Id}")).Total);
        await server.Services.GetRequiredService<RunRemover>().RemoveAsync([run.Id], Token);
        Assert.Equal((0, 0), ((await GetAsync<MessagePage>(server, "/api/messages")).Total, (await GetAsync<PostPage>(server, "/api/posts")).Total));
        var facts = await server.FactsWithoutAsync("");
        Assert.All((string[])["messages", "posts", "simulated_tag", "run", "run_place"], table => Assert.Empty(facts[table]));
        Assert.Equal(3, (await server.Services.GetRequiredService<ISendLedger>().ReadAsync(0, 100, Token)).Count);
    }

    /// <summary>What people see: everybody's page with their timeline, the outbox, the feed, the attributes.</summary>
    private static async Task<List<string>> PagesAsync(DesignerServer server)
    {
        var everybody = await server.Services.GetRequiredService<IContactStore>().ListAsync(null, 0, 1000, Token);
        var pages = new List<string>();
        foreach (var path in everybody.Contacts.Where(c => c.Id % 20 == 0).Select(c => $"/api/contacts/{c.Id}").Concat(["/api/contacts?limit=500", "/api/messages?limit=500", "/api/posts", "/api/attributes", "/api/events/kinds"]))
            pages.Add(await server.Http.GetStringAsync(path, Token));
        return pages;
    }

    private static async Task TrainedAsync(DesignerServer server)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while ((await server.Http.GetFromJsonAsync<TrainingStatus>("/api/models/churn/status", ContractJson.Options, patience.Token))!.State == "running")
            await Task.Delay(50, patience.Token);
    }

    private static async Task<T> GetAsync<T>(DesignerServer server, string path) => (await server.Http.GetFromJsonAsync<T>(path, ContractJson.Options, Token))!;
}
