using System.Net.Security;

namespace Activities.Email.Smtp;

/// <summary>Sends through the sender's SMTP account; without one the built-in outbox has kept the message already.</summary>
public sealed class SmtpTransport(TimeProvider time) : IMailTransport
{
    /// <summary>Tests trust their own certificate; null asks the machine's authorities.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    public IMailSession Open(Sender sender) => sender.Account switch
    {
        null => OutboxTransport.Kept.Open(sender),
        SmtpAccount account => new SmtpSession(account, Trust, time),
        var other => throw new NotSupportedException($"Account '{other.Name}' is no SMTP account."),
    };

    /// <summary>Connects, signs in and says goodbye; sends nothing.</summary>
    /// <exception cref="Runs.ActivityFaultException">What is wrong, as a sentence.</exception>
    public Task CheckAsync(SmtpAccount account, CancellationToken cancellationToken) => Task.Run(() => SmtpConnection.Open(account, Trust, time, cancellationToken).Dispose(), cancellationToken);
}
