namespace Activities.Email;

/// <summary>
/// The proof of what was sent: append-only, each entry hashed over the one before it, no personal data in it (the address is a keyed hash). A claim is
/// committed before the message leaves and sealed after the server's answer.
/// </summary>
public interface ISendLedger
{
    /// <summary>
    /// Claims sends, durable when the task completes. Nothing or Deferred before: claimed. Reserved before (a claim whose process ended): becomes InDoubt
    /// and is not claimed. Anything else stays as it is and is not claimed.
    /// </summary>
    /// <returns>One answer per claim, in their order.</returns>
    Task<IReadOnlyList<ClaimAnswer>> ClaimAsync(IReadOnlyList<SendClaim> claims, CancellationToken cancellationToken);

    /// <summary>Appends what became of sends: answers to claims, or decisions not to send; durable when the task completes.</summary>
    Task SealAsync(IReadOnlyList<SendSeal> seals, CancellationToken cancellationToken);

    /// <summary>The last entry of each of these keys that has one.</summary>
    Task<IReadOnlyDictionary<SendKey, SendStanding>> StandingsAsync(IReadOnlyCollection<SendKey> keys, CancellationToken cancellationToken);

    /// <summary>At start, before any run: every claim without a seal becomes InDoubt.</summary>
    /// <returns>How many.</returns>
    Task<int> RecoverAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>All sends that are in doubt, oldest first: what a person has to settle.</summary>
    Task<IReadOnlyList<LedgerEntry>> InDoubtAsync(CancellationToken cancellationToken);

    /// <summary>Entries in their order, after a sequence number.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken);
}

public sealed record SendClaim(SendKey Key, string AddressHash, DateTimeOffset At);

/// <param name="Code">The server's number ("250", "550 5.1.1"), one of <see cref="SendCodes"/>, or a reason's code. Never its text: servers repeat addresses.</param>
public sealed record SendSeal(SendKey Key, SendState State, string Code, DateTimeOffset At)
{
    /// <summary>For a decision that was never claimed and knows its address; a seal after a claim carries the claim's.</summary>
    public string? AddressHash { get; init; }
}

/// <param name="Standing">Null: claimed, go on. Else why not.</param>
public sealed record ClaimAnswer(SendKey Key, SendStanding? Standing)
{
    public bool IsClaimed => Standing is null;
}

public sealed record SendStanding(SendState State, string? Code);
