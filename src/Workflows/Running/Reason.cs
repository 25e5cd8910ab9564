namespace Workflows.Running;

/// <summary>Why a contact left, waits or was dropped: a stable code that the client translates.</summary>
public readonly record struct Reason(string Code)
{
    public static Reason NoAddress { get; } = new("no_address");
    public static Reason InvalidAddress { get; } = new("invalid_address");
    public static Reason NoConsent { get; } = new("no_consent");
    public static Reason Suppressed { get; } = new("suppressed");
    public static Reason ReservedDomain { get; } = new("reserved_domain");
    public static Reason AlreadySent { get; } = new("already_sent");
    public static Reason RenderFailed { get; } = new("render_failed");
    public static Reason Refused { get; } = new("refused");
    public static Reason Deferred { get; } = new("deferred");
    public static Reason InDoubt { get; } = new("in_doubt");
    public static Reason NoData { get; } = new("no_data");

    /// <summary>Reasons of the runner itself, for contacts that were dropped.</summary>
    public static Reason Repeat { get; } = new("repeat");
    public static Reason Unmatched { get; } = new("unmatched");
    public static Reason Cancelled { get; } = new("cancelled");
    public static Reason Moved { get; } = new("moved");
    public static Reason Erased { get; } = new("erased");

    public override string ToString() => Code;
}
