using System.Collections.Concurrent;
using System.Collections.Immutable;
using Activities.Email;
using DuckDB.NET.Data;

namespace Storage.Facts.Ledger;

/// <summary>The ledger in DuckDB; one for a database. Entries are chained inside the one writer, so their order is the order of the commits.</summary>
public sealed class SendLedger(FactsDatabase facts) : ISendLedger
{
    /// <summary>Steps in progress; one that was forgotten is looked up anew.</summary>
    private const int MostSteps = 1024;

    /// <summary>The last entry, as the one writer left it; touched inside its works only, and read anew where one of them was rolled back.</summary>
    private (long Sequence, string Hash, long Rollbacks)? _last;

    /// <summary>
    /// Of each step the highest contact that has an entry. A step goes through its contacts upwards, so nearly every key is above it and needs no look at the table. Set by the one writer
    /// only, and never lowered: after a rollback it is too high, which costs a look and nothing else.
    /// </summary>
    private readonly ConcurrentDictionary<(string Run, string Activity, int Visit), long> _highest = new();

    public Task<IReadOnlyList<ClaimAnswer>> ClaimAsync(IReadOnlyList<SendClaim> claims, CancellationToken cancellationToken) =>
        facts.WriteAsync(connection => Claim(connection, claims), cancellationToken);

    public Task SealAsync(IReadOnlyList<SendSeal> seals, CancellationToken cancellationToken) =>
        facts.WriteAsync(connection => Append(connection, seals.Select(s => new NewEntry(s.Key, s.State, s.Code, s.AddressHash, s.At))), cancellationToken);

    public Task<IReadOnlyDictionary<SendKey, SendStanding>> StandingsAsync(IReadOnlyCollection<SendKey> keys, CancellationToken cancellationToken) =>
        Known(keys) is { Count: > 0 } known
            ? facts.ReadAsync<IReadOnlyDictionary<SendKey, SendStanding>>(connection => LedgerQueries.Standings(connection, known), cancellationToken)
            : Task.FromResult<IReadOnlyDictionary<SendKey, SendStanding>>(ImmutableDictionary<SendKey, SendStanding>.Empty);

    public Task<int> RecoverAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            connection =>
            {
                var open = LedgerQueries.OpenClaims(connection);
                Append(connection, open.Select(e => new NewEntry(e.Key, SendState.InDoubt, SendCodes.Restart, e.AddressHash, at)));
                connection.Execute("UPDATE send_ledger_recovered SET sequence = $last", ("last", _last!.Value.Sequence));
                return open.Count;
            },
            cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> InDoubtAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<LedgerEntry>>(LedgerQueries.InDoubt, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<LedgerEntry>>(connection => LedgerQueries.After(connection, after, limit), cancellationToken);

    private static (string Run, string Activity, int Visit) Step(SendKey key) => (key.RunId, key.ActivityId, key.Visit);

    /// <summary>Those that may have an entry.</summary>
    private List<SendKey> Known(IReadOnlyCollection<SendKey> keys) => [.. keys.Where(k => !_highest.TryGetValue(Step(k), out var highest) || k.ContactId <= highest)];

    private void Remember((string Run, string Activity, int Visit) step, long highest)
    {
        if (_highest.Count >= MostSteps)
            _highest.Clear();
        _highest[step] = highest;
    }

    private IReadOnlyList<ClaimAnswer> Claim(DuckDBConnection connection, IReadOnlyList<SendClaim> claims)
    {
        foreach (var step in claims.Select(c => Step(c.Key)).Distinct().Where(s => !_highest.ContainsKey(s)))
            Remember(step, LedgerQueries.Highest(connection, step));
        var standings = LedgerQueries.Standings(connection, Known([.. claims.Select(c => c.Key)]));
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

    private void Append(DuckDBConnection connection, IEnumerable<NewEntry> entries)
    {
        var (sequence, hash) = _last is { } last && last.Rollbacks == facts.Rollbacks ? (last.Sequence, last.Hash) : LedgerQueries.Last(connection);
        using (var appender = connection.CreateAppender("send_ledger"))
        {
            foreach (var entry in entries)
            {
                var line = LedgerEntry.Seal(++sequence, entry.Key, entry.State, entry.Code, entry.AddressHash, entry.At, hash);
                hash = line.Hash;
                if (_highest.TryGetValue(Step(entry.Key), out var highest) && entry.Key.ContactId > highest)
                    _highest[Step(entry.Key)] = entry.Key.ContactId;
                appender.CreateRow()
                    .AppendValue(sequence).AppendValue(entry.Key.RunId).AppendValue(entry.Key.ActivityId).AppendValue(entry.Key.ContactId).AppendValue(entry.Key.Visit)
                    .AppendValue(entry.State.Name()).AppendValue(entry.Code).AppendValue(entry.AddressHash).AppendValue(entry.At.UtcDateTime)
                    .AppendValue(Convert.FromHexString(hash)).EndRow();
            }
        }
        _last = (sequence, hash, facts.Rollbacks);
    }

    private readonly record struct NewEntry(SendKey Key, SendState State, string? Code, string? AddressHash, DateTimeOffset At);
}
