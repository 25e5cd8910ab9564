using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using MailKit.Net.Smtp;
using MimeKit;

namespace Activities.Email.Smtp;

/// <summary>A batch's connections to one server, opened when they are first needed.</summary>
internal sealed class SmtpSession(SmtpAccount account, RemoteCertificateValidationCallback? trust, TimeProvider time) : IMailSession
{
    private readonly ConcurrentBag<SmtpConnection> _idle = [];

    public int Parallelism { get; } = Math.Clamp(account.Connections, 1, 50);

    public Delivery Send(OutgoingMessage message)
    {
        var address = EmailAddress.TryParse(message.To.Address);
        if (address is null)
            return new Delivery(SendState.Refused, "553 5.1.3", "The address is not valid.");
        // The last gate before the wire, whatever the steps before it thought.
        if (address.IsReserved)
            return new Delivery(SendState.Accepted, SendCodes.Kept, "");
        using var mime = MimeMessages.Build(message);
        return Send(mime, message, address, isRetry: false);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_idle.Select(c => Task.Run(c.Dispose)));

    private Delivery Send(MimeMessage mime, OutgoingMessage message, EmailAddress address, bool isRetry)
    {
        // A connection that waited may have been closed by the server (idle, or so many messages a connection), so only a second loss counts.
        var connection = !isRetry && _idle.TryTake(out var idle) ? idle : SmtpConnection.Open(account, trust, time, CancellationToken.None);
        var watch = new ContentWatch();
        try
        {
            if (address.NeedsUtf8 && !connection.Client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new Delivery(SendState.Refused, "553 5.6.7", "The mail server takes no addresses with letters beyond ASCII (SMTPUTF8).");
            var text = connection.Client.Send(MimeMessages.Format(address), mime, new MailboxAddress("", message.From.Address), [new MailboxAddress("", address.ToString())], CancellationToken.None, watch);
            return new Delivery(SendState.Accepted, "250", text);
        }
        catch (SmtpCommandException exception) when (exception.StatusCode != SmtpStatusCode.ServiceNotAvailable)
        {
            return Answer(exception);
        }
        catch (MailKit.ServiceNotAuthenticatedException exception)
        {
            throw SmtpFaults.SenderRefused(account, "530", exception);
        }
        catch (Exception exception) when (SmtpFaults.IsLost(exception))
        {
            var isOut = watch.IsComplete && !connection.HasUnsent;
            connection.Dispose();
            if (isOut && exception is not SmtpCommandException)
                return new Delivery(SendState.InDoubt, SendCodes.Connection, "The connection was lost after the message and before the server's answer.");
            if (isRetry)
                return new Delivery(SendState.Deferred, exception is SmtpCommandException ? "421" : SendCodes.Connection, "The connection was lost twice before the end of the message.");
            return Send(mime, message, address, isRetry: true);
        }
        finally
        {
            if (connection.Client.IsConnected)
                _idle.Add(connection);
        }
    }

    private Delivery Answer(SmtpCommandException exception)
    {
        var status = (int)exception.StatusCode;
        var code = Code(status, exception.Message);
        if (exception.ErrorCode == SmtpErrorCode.SenderNotAccepted && status >= 500)
            throw SmtpFaults.SenderRefused(account, code, exception);
        return new Delivery(status >= 500 ? SendState.Refused : SendState.Deferred, code, exception.Message);
    }

    /// <summary>"550 5.1.1" when the server's words begin with an enhanced status (RFC 3463): numbers only, no address.</summary>
    private static string Code(int status, string text)
    {
        var first = text.Split(' ', 2)[0];
        var parts = first.Split('.');
        var isEnhanced = parts.Length == 3 && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit));
        return isEnhanced ? string.Create(CultureInfo.InvariantCulture, $"{status} {first}") : status.ToString(CultureInfo.InvariantCulture);
    }
}
