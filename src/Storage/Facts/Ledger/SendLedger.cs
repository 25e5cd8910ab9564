using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Ledger;

/// <summary>The ledger in DuckDB. Entries are chained inside the one writer, so their order is the order of the commits.</summary>
public sealed class SendLedger(FactsDatabase facts) : ISendLedger
{
    public Task<IReadOnlyList<ClaimAnswer>> ClaimAsync(IReadOnlyList<SendClaim> claims, CancellationToken cancellationToken) =>
        facts.WriteAsync(connection => Claim(connection, claims), cancellationToken);

    public Task SealAsync(IReadOnlyList<SendSeal> seals, CancellationToken cancellationToken) =>
        facts.WriteAsync(connection => Append(connection, seals.Select(s => new NewEntry(s.Key, s.State, s.Code, s.AddressHash, s.At))), cancellationToken);

    public Task<IReadOnlyDictionary<SendKey, SendStanding>> StandingsAsync(IReadOnlyCollection<SendKey> keys, CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyDictionary<SendKey, SendStanding>>(connection => LedgerQueries.Standings(connection, keys), cancellationToken);

    public Task<int> RecoverAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            connection =>
            {
                var open = LedgerQueries.OpenClaims(connection);
                Append(connection, open.Select(e => new NewEntry(e.Key, SendState.InDoubt, SendCodes.Restart, e.AddressHash, at)));
                connection.Execute("UPDATE send_ledger_head SET recovered = sequence");
                return open.Count;
            },
            cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> InDoubtAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<LedgerEntry>>(LedgerQueries.InDoubt, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<LedgerEntry>>(connection => LedgerQueries.After(connection, after, limit), cancellationToken);

    private static IReadOnlyList<ClaimAnswer> Claim(DuckDBConnection connection, IReadOnlyList<SendClaim> claims)
    {
        var standings = LedgerQueries.Standings(connection, [.. claims.Select(c => c.Key)]);
        var entries = new List<NewEntry>(claims.Count);
        var answers = new List<ClaimAnswer>(claims.Count);
        foreach (var claim in claims)
        {
            var standing = standings.GetValueOrDefault(claim.Key);
            if (standing is null or { State: SendState.Deferred })
            {
                entries.Add(new NewEntry(claim.Key, SendState.Reserved, null, claim.AddressHash, claim.At));
                standings[claim.Key] = new SendStanding(SendState.Reserved, null); // The same key twice in one group is claimed once.
                answers.Add(new ClaimAnswer(claim.Key, null));
                continue;
            }
            if (standing.State == SendState.Reserved)
            {
                standing = new SendStanding(SendState.InDoubt, SendCodes.Restart);
                entries.Add(new NewEntry(claim.Key, standing.State, standing.Code, claim.AddressHash, claim.At));
                standings[claim.Key] = standing;
            }
            answers.Add(new ClaimAnswer(claim.Key, standing));
        }
        Append(connection, entries);
        return answers;
    }

    private static void Append(DuckDBConnection connection, IEnumerable<NewEntry> entries)
    {
        var (sequence, hash) = connection.List("SELECT sequence, hash FROM send_ledger_head", r => (r.GetInt64(0), r.GetString(1))).Single();
        var first = sequence;
        using (var appender = connection.CreateAppender("send_ledger"))
        {
            foreach (var entry in entries)
            {
                var line = LedgerEntry.Seal(++sequence, entry.Key, entry.State, entry.Code, entry.AddressHash, entry.At, hash);
                hash = line.Hash;
                appender.CreateRow()
                    .AppendValue(sequence).AppendValue(entry.Key.RunId).AppendValue(entry.Key.ActivityId).AppendValue(entry.Key.ContactId).AppendValue(entry.Key.Visit)
                    .AppendValue(entry.State.Name()).AppendValue(entry.Code).AppendValue(entry.AddressHash).AppendValue(entry.At.UtcDateTime)
                    .AppendValue(Convert.FromHexString(hash)).EndRow();
            }
        }
        if (sequence > first)
            connection.Execute("UPDATE send_ledger_head SET sequence = $sequence, hash = $hash", ("sequence", sequence), ("hash", hash));
    }

    private readonly record struct NewEntry(SendKey Key, SendState State, string? Code, string? AddressHash, DateTimeOffset At);
}
