using Activities.Email;

namespace Activities.Tests.Email;

/// <summary>The ledger's rules in memory. The contract tests of Storage run the real one.</summary>
internal sealed class FakeLedger : ISendLedger
{
    private readonly Lock _gate = new();

    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>The most claims that had no seal at one time.</summary>
    public int MostOpen { get; private set; }

    public async Task<IReadOnlyList<ClaimAnswer>> ClaimAsync(IReadOnlyList<SendClaim> claims, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_gate)
        {
            var answers = claims.Select(Claim).ToList();
            MostOpen = Math.Max(MostOpen, Entries.GroupBy(e => e.Key).Count(g => g.Last().State == SendState.Reserved));
            return answers;
        }
    }

    public async Task SealAsync(IReadOnlyList<SendSeal> seals, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_gate)
        {
            foreach (var seal in seals)
                Append(seal.Key, seal.State, seal.Code, seal.AddressHash, seal.At);
        }
    }

    public Task<IReadOnlyDictionary<SendKey, SendStanding>> StandingsAsync(IReadOnlyCollection<SendKey> keys, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyDictionary<SendKey, SendStanding>>(Entries.Where(e => keys.Contains(e.Key)).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => new SendStanding(g.Last().State, g.Last().Code)));
    }

    public Task<int> RecoverAsync(DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<LedgerEntry>> InDoubtAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ClaimAnswer Claim(SendClaim claim)
    {
        var last = Entries.LastOrDefault(e => e.Key == claim.Key);
        if (last is not null && last.State != SendState.Deferred)
            return new ClaimAnswer(claim.Key, new SendStanding(last.State, last.Code));
        Append(claim.Key, SendState.Reserved, null, claim.AddressHash, claim.At);
        return new ClaimAnswer(claim.Key, null);
    }

    private void Append(SendKey key, SendState state, string? code, string? addressHash, DateTimeOffset at) =>
        Entries.Add(LedgerEntry.Seal(Entries.Count + 1, key, state, code, addressHash, at, Entries.LastOrDefault()?.Hash ?? LedgerEntry.Genesis));
}
