namespace Activities.Email;

/// <summary>What the last ledger entry says of a send.</summary>
public enum SendState
{
    /// <summary>Decided not to send; the code is the reason's.</summary>
    Held,

    /// <summary>Claimed; nobody has said yet what became of it.</summary>
    Reserved,

    /// <summary>The server took responsibility (SMTP 250), or the built-in outbox kept it.</summary>
    Accepted,

    /// <summary>Surely not taken, may be tried again (SMTP 4xx, or the connection was lost before the message's end).</summary>
    Deferred,

    /// <summary>Surely not taken and not to be tried again (SMTP 5xx).</summary>
    Refused,

    /// <summary>It may have left: the process died or the connection was lost before the answer. Never re-sent by itself.</summary>
    InDoubt,
}

/// <summary>Codes of the ledger that are not a server's number.</summary>
public static class SendCodes
{
    /// <summary>Accepted by the built-in outbox: no account, or a reserved domain.</summary>
    public const string Kept = "kept";

    /// <summary>Accepted in a simulated run: nothing left the house.</summary>
    public const string Simulated = "simulated";

    /// <summary>The connection failed, not the message.</summary>
    public const string Connection = "connection";

    /// <summary>A claim without a seal was found: the process ended in between.</summary>
    public const string Restart = "restart";

    /// <summary>A person settled a send that was in doubt.</summary>
    public const string Settled = "settled";

    /// <summary>The message could not be made: its template failed on this contact's data.</summary>
    public const string Render = "render_failed";
}
