using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Runs;
using Testing.Smtp;
using Workflows.Running;
using Xunit;

namespace Chaos.Tests;

/// <summary>A campaign in whose middle the data folder takes no more writes, and what has to be true of it then and in the end.</summary>
internal sealed partial class HeldCampaign : IAsyncDisposable
{
    private readonly LoopbackSmtpServer _sink = new(new SmtpBehaviour { BeforeAnswer = () => Task.Delay(5) });
    private readonly Campaigns _campaigns;
    private string _run = "";

    public HeldCampaign(string dataPath)
    {
        Server = new KillableServer(dataPath, "--Designer:PublicUrl=https://news.sender.internal", "--Runs:ChunkSize=100");
        _campaigns = new Campaigns(Server.Http, Token);
    }

    public KillableServer Server { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Some messages have left, most have not.</summary>
    public async Task BeginAsync()
    {
        await Server.StartAsync(Token);
        await _campaigns.PrepareAsync(_sink.Port);
        _run = await _campaigns.StartAsync("held");
        while (_sink.Count < 50)
            await Task.Delay(10, Token);
    }

    /// <summary>Everything that would have to be kept is refused, by name; what is known is shown, and with it what holds the run up.</summary>
    public async Task StopsAsync(string word)
    {
        using (var refused = await Server.Http.PostAsJsonAsync("/api/contacts", Enumerable.Range(1, 2000).Select(n => new ContactInput { ExternalId = $"late{n}", Email = $"late{n}@people.internal" }), ContractJson.Options, Token))
            await RefusedAsync(refused, "facts-unavailable", word);
        using (var refused = await _campaigns.SaveAsync("late"))
            await RefusedAsync(refused, "documents-unavailable", word);
        using (var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[200_000]), "file", "people.csv" } })
        using (var refused = await Server.Http.PostAsync("/api/contacts/import/preview", form, Token))
            await RefusedAsync(refused, "data-folder-unavailable", word);
        RunDetail held;
        do
            held = await _campaigns.RunAsync(_run);
        while (held.HeldUp is null && held.Status == RunStatus.Running);
        Assert.Contains(word, held.HeldUp, StringComparison.Ordinal);
        Assert.Contains(word, await MissingAsync(), StringComparison.Ordinal);
        Assert.All(held.Activities, a => Assert.Equal(0, a.Faulted));
    }

    /// <summary>As <see cref="StopsAsync"/>, or the process is gone: DuckDB ends it where it cannot even shorten its log.</summary>
    public async Task StopsOrEndsAsync(string word)
    {
        try
        {
            await StopsAsync(word);
        }
        catch (HttpRequestException) when (Server.HasEnded)
        {
            Assert.Contains(word, Server.Said, StringComparison.Ordinal);
        }
    }

    public async Task GoesOnAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        RunDetail run;
        while ((run = await _campaigns.RunAsync(_run)).Status != RunStatus.Finished)
            await Task.Delay(100, patience.Token);
        Assert.Null(run.HeldUp);
        Assert.All(run.Activities, a => Assert.Equal((0, a.Entered), (a.Faulted, a.Outcomes.Values.Sum())));
        var arrived = _sink.Mails.GroupBy(m => (m.To, m.Data.Contains("Once more", StringComparison.Ordinal))).ToList();
        Assert.Empty(arrived.Where(a => a.Count() > 1).Select(a => $"{a.Key}: {string.Join(", ", a.Select(m => MessageId().Match(m.Data).Value))}"));
        var messages = await _campaigns.MessagesAsync(_run);
        Assert.All(messages, m => Assert.Contains(m.State, new[] { "accepted", "in_doubt" }));
        Assert.InRange(arrived.Count, messages.Count(m => m.State == "accepted"), messages.Count);
        Assert.Equal(run.Activities.Where(a => a.ActivityId is Campaigns.First or Campaigns.Second).Sum(a => a.Entered), messages.Count);
        using (var saved = await _campaigns.SaveAsync("late"))
            Assert.True(saved.IsSuccessStatusCode);
        Assert.Null(await MissingAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _sink.DisposeAsync();
    }

    private async Task<string?> MissingAsync()
    {
        using var ready = await Server.Http.GetFromJsonAsync<JsonDocument>("/health/ready", Token);
        return ready!.RootElement.GetProperty("missing").GetString();
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string code, string word)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.InsufficientStorage, $"{(int)answer.StatusCode} {text}");
        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains($"\"{code}\"", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("^Message-Id: .*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
