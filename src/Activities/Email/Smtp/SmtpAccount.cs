namespace Activities.Email.Smtp;

/// <summary>How to reach a mail server. <see cref="Password"/> lives in memory only; at rest it is encrypted.</summary>
public sealed record SmtpAccount(string Id, string Name, string Host, int Port, SmtpSecurity Security) : MailAccount(Id, Name)
{
    public string? UserName { get; init; }
    public string? Password { get; init; }

    /// <summary>How many connections send side by side; servers limit them, ten is common.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Host and port only: a record's own text would print the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

public enum SmtpSecurity
{
    /// <summary>Plain text; for a relay on this machine.</summary>
    None,

    /// <summary>Port 587: begins in plain text and must change to TLS before anything is said.</summary>
    StartTls,

    /// <summary>Port 465: TLS from the first byte.</summary>
    Tls,
}
