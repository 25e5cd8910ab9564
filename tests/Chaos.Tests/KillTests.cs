using System.Globalization;
using System.Text.RegularExpressions;
using Activities.Email;
using Designer.Contracts.Messages;
using Designer.Contracts.Runs;
using Storage.Facts;
using Storage.Facts.Ledger;
using Testing.Smtp;
using Workflows.Running;
using Xunit;

namespace Chaos.Tests;

/// <summary>
/// kill -9 at random instants, ten times here; <c>CHAOS_KILLS=200 dotnet run --project tests/Chaos.Tests</c> for a long evening, <c>CHAOS_SEED</c> for other instants.
/// Whatever is killed when: every run ends, every contact is accounted for, no message leaves twice, and what nobody can know is listed as in doubt.
/// </summary>
public sealed partial class KillTests : IAsyncLifetime
{
    /// <summary>What one kill may leave in doubt: a message on each connection and one group of claims.</summary>
    private const int MostInDoubt = 4 + 512;

    private static readonly int Kills = Setting("CHAOS_KILLS", 10);
    private static readonly int Seed = Setting("CHAOS_SEED", 20261123);

    private readonly string _data = Directory.CreateTempSubdirectory("designer-chaos-").FullName;
    private readonly LoopbackSmtpServer _sink = new(new SmtpBehaviour { BeforeAnswer = () => Task.Delay(1) });
    private readonly KillableServer _server;
    private readonly Campaigns _campaigns;
    private readonly Random _random = new(Seed);
    private readonly List<string> _runs = [];

    public KillTests()
    {
        _server = new KillableServer(_data, "--Designer:PublicUrl=https://news.sender.internal", "--Runs:ChunkSize=200");
        _campaigns = new Campaigns(_server.Http, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Token);
        await _campaigns.PrepareAsync(_sink.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _sink.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Whatever_is_killed_when_every_run_ends_nobody_is_lost_and_nothing_is_sent_twice()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            if (_runs.Count == 0 || (await _campaigns.RunAsync(_runs[^1])).Status == RunStatus.Finished)
                _runs.Add(await _campaigns.StartAsync($"chaos-{kill}"));
            await Task.Delay(_random.Next(1500), Token);
            _server.Kill();
            _server.Launch();
            if (kill % 4 == 0)
            {
                // In the middle of its recovery, too.
                await Task.Delay(_random.Next(1500), Token);
                _server.Kill();
                _server.Launch();
            }
            await _server.ReadyAsync(Token);
        }

        var arrived = new Dictionary<string, int>();
        var inDoubt = 0;
        foreach (var run in _runs)
            Accounted(await FinishedAsync(run));
        foreach (var mail in _sink.Mails)
        {
            var id = MessageId().Match(mail.Data).Groups[1].Value;
            arrived[id] = arrived.GetValueOrDefault(id) + 1;
        }
        Assert.DoesNotContain(arrived, a => a.Value > 1);
        foreach (var run in _runs)
            inDoubt += Proved(await _campaigns.RunAsync(run), await _campaigns.MessagesAsync(run), arrived);
        Assert.Empty(arrived);
        Assert.InRange(inDoubt, 0, Kills * MostInDoubt);
        TestContext.Current.SendDiagnosticMessage($"{Kills} kills, seed {Seed}: {_runs.Count} runs, {_sink.Mails.Count} messages arrived, {inDoubt} in doubt.");
        await ChainIsWholeAsync();
    }

    private async Task<RunDetail> FinishedAsync(string run)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        for (; ; await Task.Delay(100, patience.Token))
            if (await _campaigns.RunAsync(run) is { Status: RunStatus.Finished } finished)
                return finished;
    }

    private static void Accounted(RunDetail run)
    {
        Assert.Equal((RunSubStatus.Finished, null), (run.SubStatus, run.Fault));
        Assert.All(run.Activities, a => Assert.Equal((0, 0, 0, 0, 0, a.Entered), (a.Queued, a.InWork, a.Waiting, a.Faulted, a.Dropped, a.Outcomes.Values.Sum())));
        ActivityCounts At(string id) => run.Activities.Single(a => a.ActivityId == id);
        Assert.Equal(Campaigns.People, At("split").Entered);
        Assert.Equal((At("split").Outcomes["A"], At("split").Outcomes["B"]), (At(Campaigns.First).Entered, At("wait").Entered));
        Assert.Equal((At("chinese").Outcomes["Yes"], At("chinese").Outcomes["No"]), (At("zh").Entered, At("others").Entered));
        Assert.Equal((Campaigns.People, Campaigns.People), (At("both").Outcomes["Done"], At(Campaigns.Second).Entered));
    }

    /// <summary>Takes this run's messages out of what arrived.</summary>
    /// <returns>How many are in doubt.</returns>
    private static int Proved(RunDetail run, List<MessageRow> messages, Dictionary<string, int> arrived)
    {
        Assert.Equal(messages.Count, messages.DistinctBy(m => m.Id).Count());
        Assert.Equal(run.Activities.Where(a => a.ActivityId is Campaigns.First or Campaigns.Second).Sum(a => a.Entered), messages.Count);
        foreach (var message in messages)
        {
            Assert.Contains(message.State, new[] { "accepted", "in_doubt" });
            var came = arrived.Remove(message.Id);
            Assert.True(came || message.State == "in_doubt", $"Message {message.Id} is said to be accepted and never arrived.");
        }
        return messages.Count(m => m.State == "in_doubt");
    }

    private async Task ChainIsWholeAsync()
    {
        _server.Kill();
        await using var facts = await FactsDatabase.OpenAsync(Path.Combine(_data, "facts.duckdb"), Token);
        Assert.Null(LedgerEntry.FirstBreak(await new SendLedger(facts).ReadAsync(0, int.MaxValue, Token)));
    }

    private static int Setting(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"^Message-Id: <([0-9a-f]+)@", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
