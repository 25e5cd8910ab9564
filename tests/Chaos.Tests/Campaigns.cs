using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Accounts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Flows;
using Designer.Contracts.Messages;
using Designer.Contracts.Runs;
using Server.Tests.Runs;
using Workflows.Elsa;
using Xunit;

namespace Chaos.Tests;

/// <summary>A shop's people, its mail account and one campaign with everything that can go wrong in it: a split, two sends, a wait, a branch and a join.</summary>
internal sealed class Campaigns(HttpClient http, CancellationToken cancellationToken)
{
    public const int People = 1200;
    public const string First = "first";
    public const string Second = "second";

    private string _flow = "";

    public async Task PrepareAsync(int smtpPort)
    {
        var people = Enumerable.Range(1, People).Select(n => new ContactInput { ExternalId = $"c{n}", Email = $"c{n}@people.internal", Language = n % 3 == 0 ? "zh" : "en", EmailConsent = true });
        await SaidYesAsync(await http.PostAsJsonAsync("/api/contacts", people, ContractJson.Options, cancellationToken));
        var account = new SaveAccountRequest("Sink", "smtp", true, new SmtpSettings("127.0.0.1", smtpPort, "none", null, "shop@sender.internal", "The shop", 4), null, null);
        await SaidYesAsync(await http.PutAsJsonAsync("/api/accounts/sink", account, ContractJson.Options, cancellationToken));
        using var saved = await SaveAsync("chaos");
        _flow = (await ReadAsync<SaveFlowResponse>(saved)).Summary.DefinitionId;
    }

    public Task<HttpResponseMessage> SaveAsync(string id) =>
        http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(JsonElement.Parse(ElsaJson.Write(Flow(id).Build()))), ContractJson.Options, cancellationToken);

    /// <summary>Everybody is split; one half gets the first mail, the other waits a second and is parted by language; all meet again, and all get the second mail.</summary>
    private static TestFlow Flow(string id) => new TestFlow(id).Trigger()
        .Step("split", "Marketing.SplitRandom")
        .Step(First, "Marketing.SendEmail", ("subject", "Hello {{ contact.external_id }}"), ("body", "Dear {{ contact.external_id }},\n\nour beans are back."))
        .Step("wait", "Marketing.Wait", ("duration", "00:00:01"))
        .Step("chinese", "Marketing.Branch", ("rule", """{"attribute":"language","is":"Equal","value":"zh"}"""))
        .Step("zh", "Marketing.AddTag", ("tag", "zh")).Step("others", "Marketing.AddTag", ("tag", "others"))
        .Step("both", "Elsa.FlowJoin", ("mode", "WaitAllActive"))
        .Step(Second, "Marketing.SendEmail", ("subject", "Once more"), ("body", "Dear {{ contact.external_id }},\n\nand they are better than ever."))
        .Line("t", "Done", "split").Line("split", "A", First).Line("split", "B", "wait").Line("wait", "Done", "chinese")
        .Line("chinese", "Yes", "zh").Line("chinese", "No", "others")
        .Line(First, "Sent", "both").Line(First, "Held", "both").Line(First, "Failed", "both").Line("zh", "Done", "both").Line("others", "Done", "both").Line("both", "Done", Second);

    /// <summary>The key makes a start that was killed before its answer the same run when asked again.</summary>
    public async Task<string> StartAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{_flow}/runs") { Headers = { { "Idempotency-Key", key } } };
        using var answer = await http.SendAsync(request, cancellationToken);
        return (await ReadAsync<RunSummary>(answer)).Id;
    }

    public async Task<RunDetail> RunAsync(string id)
    {
        using var answer = await http.GetAsync($"/api/runs/{id}", cancellationToken);
        return await ReadAsync<RunDetail>(answer);
    }

    public async Task<List<MessageRow>> MessagesAsync(string run)
    {
        var rows = new List<MessageRow>();
        for (var total = 1L; rows.Count < total;)
        {
            using var answer = await http.GetAsync($"/api/messages?runId={run}&offset={rows.Count}&limit=200", cancellationToken);
            var page = await ReadAsync<MessagePage>(answer);
            rows.AddRange(page.Items);
            total = page.Total;
        }
        return rows;
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken))!;
    }

    private async Task SaidYesAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
