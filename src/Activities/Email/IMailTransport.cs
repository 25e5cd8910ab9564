namespace Activities.Email;

/// <summary>Carries rendered messages out. Knows nothing of runs, consent or the ledger; says of each message what became of it.</summary>
public interface IMailTransport
{
    /// <summary>A session for one batch; connections are opened when they are first needed and closed with it.</summary>
    IMailSession Open(Sender sender);
}

/// <summary>May be used by <see cref="Parallelism"/> callers at once, each on a thread of its own.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>How many messages can be on their way at once.</summary>
    int Parallelism { get; }

    /// <summary>
    /// Blocks until there is an answer, which may be minutes: a thread that waits in the kernel for its own connection costs a fifth less processor a message than one woken through a pool.
    /// Never throws for what concerns this message alone.
    /// </summary>
    /// <exception cref="Runs.ActivityFaultException">Nothing can be sent: the server cannot be reached or refuses the account. The message surely did not leave.</exception>
    Delivery Send(OutgoingMessage message);
}

/// <param name="State">Accepted, Deferred, Refused or InDoubt.</param>
/// <param name="Code">The server's number with its enhanced status, or one of <see cref="SendCodes"/>.</param>
/// <param name="Text">The server's words. They may repeat the address: kept beside the message, erased with it, never logged.</param>
public sealed record Delivery(SendState State, string Code, string Text);
