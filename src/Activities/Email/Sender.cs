using Activities.Runs;

namespace Activities.Email;

/// <summary>Whom a message comes from and how it leaves.</summary>
public sealed record Sender
{
    public required string FromAddress { get; init; }
    public required string FromName { get; init; }

    /// <summary>Printed under every message: CAN-SPAM and its like ask for it. Empty: left out, and the preview warns.</summary>
    public string PostalAddress { get; init; } = "";

    /// <summary>Where the links of the message lead.</summary>
    public required Uri LinkBase { get; init; }

    /// <summary>False: nobody but this machine can follow the links, so nothing may be sent through an account.</summary>
    public bool HasPublicUrl { get; init; }

    /// <summary>Null: the built-in outbox keeps every message and nothing leaves.</summary>
    public MailAccount? Account { get; init; }

    /// <exception cref="ActivityFaultException">The message would leave with links that lead nowhere.</exception>
    public void RequireReachableLinks()
    {
        if (Account is not null && !HasPublicUrl)
            throw new ActivityFaultException($"Account '{Account.Name}' cannot be used: Designer:PublicUrl is not set, so the unsubscribe link in the messages would lead nowhere. Set it to the address that recipients can reach.", canRetry: false);
    }
}

/// <summary>An account that mail leaves through; the transport that knows its kind does the rest.</summary>
public abstract record MailAccount(string Id, string Name);

/// <summary>Finds a sender by its account's id or name.</summary>
public interface ISenders
{
    /// <param name="account">Null or empty: the default account, else the built-in outbox.</param>
    /// <exception cref="ActivityFaultException">No account has this name, or it cannot be sent through as it is; the message says what to do.</exception>
    Task<Sender> FindAsync(string? account, CancellationToken cancellationToken);
}
