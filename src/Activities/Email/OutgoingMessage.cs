namespace Activities.Email;

/// <summary>A rendered message, complete: what the outbox keeps and what a transport sends are built from this record alone, so they are the same.</summary>
public sealed record OutgoingMessage
{
    public required string Id { get; init; }
    public required SendKey Key { get; init; }
    public required MailParty From { get; init; }
    public required MailParty To { get; init; }
    public required string Subject { get; init; }

    /// <summary>Stands hidden at the head of <see cref="Html"/>; apart here for the preview.</summary>
    public string Preheader { get; init; } = "";

    public required string Html { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset Date { get; init; }

    /// <summary>Besides From, To, Subject, Date and Message-ID, in their order.</summary>
    public required IReadOnlyList<MailHeader> Headers { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string MessageId => $"{Id}@{From.Address[(From.Address.LastIndexOf('@') + 1)..]}";
}

public sealed record MailParty(string Name, string Address);

public sealed record MailHeader(string Name, string Value);
