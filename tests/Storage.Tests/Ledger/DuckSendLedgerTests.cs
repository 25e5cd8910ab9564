using System.Globalization;
using Activities.Email;
using Storage.Facts;
using Storage.Facts.Ledger;
using Xunit;

namespace Storage.Tests.Ledger;

public sealed class DuckSendLedgerTests : SendLedgerContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FactsDatabase _facts;

    public DuckSendLedgerTests()
    {
        _facts = FactsDatabase.Open(new FactsOptions { Path = _folder.File("facts.duckdb") });
        Ledger = new SendLedger(_facts);
    }

    protected override ISendLedger Ledger { get; }

    /// <summary>The child claims 10 at a time, "sends" them and seals them, one group after the other, until it is killed.</summary>
    [Fact]
    public async Task After_a_kill_every_send_is_sealed_or_in_doubt_and_none_is_lost_or_free_again()
    {
        var path = _folder.File("killed.duckdb");
        using var child = Child.Start("send", path);
        string last = "";
        while (!last.StartsWith("sealed 15", StringComparison.Ordinal))
            last = await child.ReadLineAsync() ?? throw new InvalidOperationException("The child ended.");
        var said = (last + "\n" + await child.KillAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var claimedGroups = Groups(said, "claimed") ?? 15;
        var sealedGroups = Groups(said, "sealed") ?? 15;

        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        var ledger = new SendLedger(facts);
        await ledger.RecoverAsync(At, Cancel);
        var entries = await ledger.ReadAsync(0, 100_000, Cancel);
        Assert.Null(LedgerEntry.FirstBreak(entries));
        var standing = entries.GroupBy(e => e.Key).ToDictionary(g => g.Key.ContactId, g => g.Last().State);
        // What the child was told is durable is there; what it was about to say may be.
        Assert.All(Enumerable.Range(0, (int)(sealedGroups + 1) * 10), i => Assert.Equal(SendState.Accepted, standing[i]));
        Assert.InRange(standing.Count, (claimedGroups + 1) * 10, (claimedGroups + 2) * 10);
        Assert.DoesNotContain(SendState.Reserved, standing.Values);
        var inDoubt = await ledger.InDoubtAsync(Cancel);
        Assert.InRange(inDoubt.Count, 0, 10);
        Assert.Equal(standing.Count - inDoubt.Count, standing.Values.Count(s => s == SendState.Accepted));
        var again = await ledger.ClaimAsync([.. standing.Keys.Select(c => new SendClaim(Key(c), "h", At))], Cancel);
        Assert.DoesNotContain(again, a => a.IsClaimed);
    }

    [Fact]
    public async Task The_chain_stays_whole_where_a_neighbour_in_the_transaction_fails()
    {
        for (var i = 0; i < 20; i++)
        {
            // Behind a write that takes its time the next three wait together, and share a transaction.
            var slow = _facts.WriteAsync(c => c.Execute("SELECT count(*) FROM range(3000000) a WHERE a.range % 7 = 3"), Cancel);
            var before = Ledger.ClaimAsync([new SendClaim(Key(10 * i), "h", At), new SendClaim(Key((10 * i) + 1), "h", At)], Cancel);
            var failing = _facts.WriteAsync(c => c.Execute("SELECT * FROM no_such_table"), Cancel);
            var behind = Ledger.ClaimAsync([new SendClaim(Key((10 * i) + 2), "h", At)], Cancel);
            await Assert.ThrowsAnyAsync<Exception>(() => failing);
            await Task.WhenAll(slow, before, behind);
        }
        var entries = await Ledger.ReadAsync(0, 1000, Cancel);
        Assert.Null(LedgerEntry.FirstBreak(entries));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), entries.Select(e => e.Sequence));
    }

    [Fact]
    public async Task The_table_holds_no_address()
    {
        var hash = new AddressHash([1, 2, 3]).Of("Ada@People.internal");
        await Ledger.ClaimAsync([new SendClaim(Key(1), hash, At)], Cancel);
        var row = await _facts.ReadAsync(c => c.List("SELECT * FROM send_ledger", r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(i => r.IsDBNull(i) ? "" : Convert.ToString(r.GetValue(i), CultureInfo.InvariantCulture)))).Single(), Cancel);
        Assert.Contains(hash, row, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", row, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(hash, new AddressHash([1, 2, 3]).Of(" ada@people.INTERNAL"));
        Assert.NotEqual(hash, new AddressHash([9]).Of("Ada@People.internal"));
    }

    [Fact]
    public async Task The_chain_of_an_older_folder_stays_whole()
    {
        var path = _folder.File("old.duckdb");
        var first = LedgerEntry.Seal(1, Key(1), SendState.Reserved, null, "h", At, LedgerEntry.Genesis);
        var second = LedgerEntry.Seal(2, Key(1), SendState.Accepted, "250", null, At, first.Hash);
        await using (var old = FactsDatabase.Open(new FactsOptions { Path = path }, [LedgerSchema.Feature with { Steps = LedgerSchema.Feature.Steps[..3] }]))
        {
            await old.WriteAsync(
                c =>
                {
                    foreach (var e in new[] { first, second })
                    {
                        c.Execute(
                            "INSERT INTO send_ledger VALUES ($sequence, $run, $activity, $contact, $visit, $state, $code, $address, $at, $previous, $hash)",
                            ("sequence", e.Sequence), ("run", e.Key.RunId), ("activity", e.Key.ActivityId), ("contact", e.Key.ContactId), ("visit", e.Key.Visit), ("state", e.State.Name()), ("code", e.Code),
                            ("address", e.AddressHash), ("at", e.At.UtcDateTime), ("previous", e.Previous), ("hash", e.Hash));
                    }
                    c.Execute("UPDATE send_ledger_head SET sequence = 2, hash = $hash", ("hash", second.Hash));
                },
                Cancel);
        }
        await using var facts = FactsDatabase.Open(new FactsOptions { Path = path });
        var ledger = new SendLedger(facts);
        await ledger.ClaimAsync([new SendClaim(Key(2), "h", At)], Cancel);
        var entries = await ledger.ReadAsync(0, 10, Cancel);
        Assert.Equal([first, second], entries.Take(2));
        Assert.Null(LedgerEntry.FirstBreak(entries));
        Assert.Equal(3, entries.Count);
    }

    public void Dispose()
    {
        _facts.Dispose();
        _folder.Dispose();
    }

    private static long? Groups(string[] said, string word) =>
        said.Where(l => l.StartsWith(word + " ", StringComparison.Ordinal)).Select(l => (long?)long.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)).LastOrDefault();
}
