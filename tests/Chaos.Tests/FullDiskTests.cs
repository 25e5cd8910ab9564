using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Runs;
using Testing.Smtp;
using Workflows.Running;
using Xunit;

namespace Chaos.Tests;

/// <summary>The disk fills in the middle of a campaign, and is emptied again.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_stops_work_with_a_clear_word_and_the_run_goes_on_when_there_is_space()
    {
        using var disk = SmallDisk.TryMount(96);
        Assert.SkipWhen(disk is null, "This process may not mount a file system; run as root.");
        await using var sink = new LoopbackSmtpServer(new SmtpBehaviour { BeforeAnswer = () => Task.Delay(5) });
        await using var server = new KillableServer(disk.Path, "--Designer:PublicUrl=https://news.sender.internal", "--Runs:ChunkSize=100");
        await server.StartAsync(Token);
        var campaigns = new Campaigns(server.Http, Token);
        await campaigns.PrepareAsync(sink.Port);
        var run = await campaigns.StartAsync("full");
        while (sink.Count < 50)
            await Task.Delay(10, Token);
        disk.Fill();

        using (var refused = await server.Http.PostAsJsonAsync("/api/contacts", Enumerable.Range(1, 2000).Select(n => new ContactInput { ExternalId = $"late{n}", Email = $"late{n}@people.internal" }), ContractJson.Options, Token))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.Contains("full", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using (var refused = await campaigns.SaveAsync("late"))
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        // It still serves what it knows, and says what holds the run up.
        RunDetail held;
        do
            held = await campaigns.RunAsync(run);
        while (held.HeldUp is null && held.Status == RunStatus.Running);
        Assert.Contains("full", held.HeldUp, StringComparison.Ordinal);
        using (var ready = await server.Http.GetFromJsonAsync<JsonDocument>("/health/ready", Token))
            Assert.Contains("full", ready!.RootElement.GetProperty("missing").GetString(), StringComparison.Ordinal);

        disk.Free();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await campaigns.RunAsync(run)).Status != RunStatus.Finished)
            await Task.Delay(100, patience.Token);
        var arrived = sink.Mails.GroupBy(m => (m.To, m.Data.Contains("Once more", StringComparison.Ordinal))).ToList();
        Assert.All(arrived, a => Assert.Single(a));
        var messages = await campaigns.MessagesAsync(run);
        Assert.All(messages, m => Assert.Contains(m.State, new[] { "accepted", "in_doubt" }));
        Assert.InRange(arrived.Count, messages.Count(m => m.State == "accepted"), messages.Count);
        using (var saved = await campaigns.SaveAsync("late"))
            Assert.True(saved.IsSuccessStatusCode);
        using var again = await server.Http.GetFromJsonAsync<JsonDocument>("/health/ready", Token);
        Assert.Equal(JsonValueKind.Null, again!.RootElement.GetProperty("missing").ValueKind);
    }
}
