namespace Activities.Email;

/// <summary>The outbox: every rendered message, kept before it leaves. A message's state is the ledger's last entry for its key.</summary>
public interface IMessageStore
{
    /// <summary>Durable when the task completes. A message whose id is there already (a second attempt at the same key) takes the stored one's place.</summary>
    Task AddAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);

    /// <summary>Keeps what the server said, beside the message and erased with it.</summary>
    Task AnswerAsync(IReadOnlyList<MessageAnswer> answers, CancellationToken cancellationToken);

    Task<KeptMessage?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Newest first; also what was held, which has no message. Messages of a simulated run only when that run is named.</summary>
    Task<KeptMessageList> ListAsync(MessageQuery query, CancellationToken cancellationToken);
}

public sealed record MessageAnswer(string Id, string Text);

public sealed record MessageQuery(string? RunId, long? ContactId, SendState? State, int Offset, int Limit);

/// <summary>A row of the outbox; To and Subject are null for what was held before it was rendered, or erased.</summary>
public sealed record MessageStanding(string Id, SendKey Key, string? To, string? Subject, SendState State, string? Code, DateTimeOffset At);

public sealed record KeptMessage(OutgoingMessage Message, MessageStanding Standing, string? Answer);

public sealed record KeptMessageList(IReadOnlyList<MessageStanding> Items, long Total);
