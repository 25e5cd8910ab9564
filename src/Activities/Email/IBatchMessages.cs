namespace Activities.Email;

/// <summary>Decides and renders the groups of a batch.</summary>
internal interface IBatchMessages
{
    Task<Prepared> PrepareAsync(IReadOnlyList<long> group);

    /// <summary>Asked right before the claim: who said no since the group was prepared is taken out.</summary>
    Task<Prepared> RefreshAsync(Prepared prepared);
}

/// <summary>A group, decided: what is to be sent and what was decided not to be.</summary>
internal sealed record Prepared(IReadOnlyList<(OutgoingMessage Message, string AddressHash)> Messages, IReadOnlyList<SendSeal> Decisions, DateTimeOffset At)
{
    public static Prepared None { get; } = new([], [], default);
}

/// <param name="IsNew">False: an attempt before this one decided it.</param>
internal readonly record struct Settled(long ContactId, SendStanding Standing, bool IsNew);
