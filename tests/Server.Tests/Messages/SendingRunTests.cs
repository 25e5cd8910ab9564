using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Flows;
using Designer.Contracts.Messages;
using Designer.Contracts.Posts;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Runs;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Server.Tests.Messages;

/// <summary>Send email and Post social inside real runs.</summary>
public sealed class SendingRunTests : IAsyncLifetime
{
    private DesignerServer _server = null!;
    private long _ada;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DesignerServer.StartAsync();
        var contacts = _server.Services.GetRequiredService<IContactStore>();
        await contacts.UpsertAsync(
            [
                new ContactUpsert { Email = "ada@example.com", FirstName = "Ada", EmailConsent = true, ConsentSource = "test" },
                new ContactUpsert { Email = "bob@example.com", FirstName = "Bob", EmailConsent = false, ConsentSource = "test" },
                new ContactUpsert { ExternalId = "nobody", FirstName = "No" },
            ],
            overwrite: true, Cancel);
        _ada = (await contacts.ListAsync("ada@", 0, 1, Cancel)).Contacts.Single().Id;
        var flow = new TestFlow("news").Trigger()
            .Step("mail", "Marketing.SendEmail", ("subject", "Hello {{ contact.first_name }}"), ("body", "Dear {{ contact.first_name }}, {{ workflow.name }} is here."))
            .Step("post", "Marketing.PostSocial", ("text", "News from {{ workflow.name }}"))
            .Line("t", "Done", "mail").Line("t", "Done", "post").Build();
        using var created = await _server.Http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(ElsaJson.WriteElement(flow)), ContractJson.Options, Cancel);
        created.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(RunMode.Live, "kept", "feed")]
    [InlineData(RunMode.Simulate, "simulated", "simulated")]
    public async Task A_run_keeps_each_message_with_its_state_and_posts_once(RunMode mode, string code, string post)
    {
        var run = await RunAsync(mode);
        var mail = run.Activities.Single(a => a.ActivityId == "mail");
        Assert.Equal((3L, 1L, 2L, 0L), (mail.Entered, mail.Outcomes["Sent"], mail.Outcomes["Held"], mail.Outcomes["Failed"]));
        var messages = (await GetAsync<MessagePage>($"/api/messages?runId={run.Id}")).Items;
        Assert.Equal([$"accepted {code}", "held no_address", "held no_consent"], messages.Select(m => $"{m.State} {m.Reason}").Order(StringComparer.Ordinal));
        var sent = await GetAsync<MessageDetail>($"/api/messages/{messages.Single(m => m.State == "accepted").Id}");
        Assert.Equal(("Hello Ada", "ada@example.com"), (sent.Message.Subject, sent.Message.To));
        Assert.StartsWith("Dear Ada, news is here.", sent.Text, StringComparison.Ordinal);

        var posted = Assert.Single((await GetAsync<PostPage>($"/api/posts?runId={run.Id}")).Items);
        Assert.Equal(("News from news", post), (posted.Text, posted.State));

        // What was simulated did not happen to anybody: it is told with its run, and neither in the outbox, the feed nor on a timeline.
        var happened = mode == RunMode.Live;
        Assert.Equal(happened ? 3 : 0, (await GetAsync<MessagePage>("/api/messages")).Total);
        Assert.Equal(happened ? 1 : 0, (await GetAsync<PostPage>("/api/posts")).Total);
        var entries = (await GetAsync<ContactProfile>($"/api/contacts/{_ada}")).Timeline.Where(t => t.Kind == "message").Select(t => (t.Text, t.RunId, t.MessageId));
        Assert.Equal(happened ? [("Hello Ada", run.Id, sent.Message.Id)] : [], entries);
    }

    private async Task<RunDetail> RunAsync(RunMode mode)
    {
        using var started = await _server.Http.PostAsJsonAsync("/api/workflows/news/runs", new StartRunRequest(mode), ContractJson.Options, Cancel);
        started.EnsureSuccessStatusCode();
        var id = (await started.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options, Cancel))!.Id;
        while (true)
        {
            var run = await GetAsync<RunDetail>($"/api/runs/{id}");
            if (run.Status == RunStatus.Finished)
                return run;
            await Task.Delay(50, Cancel);
        }
    }

    private async Task<T> GetAsync<T>(string path) => (await _server.Http.GetFromJsonAsync<T>(path, ContractJson.Options, Cancel))!;
}
