using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using MailKit.Net.Smtp;
using MimeKit;

namespace Activities.Email.Smtp;

/// <summary>A batch's connections to one server, opened when they are first needed.</summary>
internal sealed class SmtpSession(SmtpAccount account, RemoteCertificateValidationCallback? trust, TimeProvider time) : IMailSession
{
    /// <summary>Generous: a server may scan the whole message before it answers (RFC 5321, 4.5.3.2.6 asks for ten minutes).</summary>
    private static readonly TimeSpan MessageTime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentBag<SmtpConnection> _idle = [];

    public int Parallelism { get; } = Math.Clamp(account.Connections, 1, 50);

    public async Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var address = EmailAddress.TryParse(message.To.Address);
        if (address is null)
            return new Delivery(SendState.Refused, "553 5.1.3", "The address is not valid.");
        // The last gate before the wire, whatever the steps before it thought.
        if (address.IsReserved)
            return new Delivery(SendState.Accepted, SendCodes.Kept, "");
        using var mime = MimeMessages.Build(message);
        return await SendAsync(mime, message, address, isRetry: false, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
            await connection.DisposeAsync();
    }

    private async Task<Delivery> SendAsync(MimeMessage mime, OutgoingMessage message, EmailAddress address, bool isRetry, CancellationToken cancellationToken)
    {
        // A connection that waited may have been closed by the server (idle, or so many messages a connection), so only a second loss counts.
        var connection = !isRetry && _idle.TryTake(out var idle) ? idle : await SmtpConnection.OpenAsync(account, trust, time, cancellationToken);
        var watch = new ContentWatch();
        using var late = new CancellationTokenSource(MessageTime, time);
        try
        {
            if (address.NeedsUtf8 && !connection.Client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new Delivery(SendState.Refused, "553 5.6.7", "The mail server takes no addresses with letters beyond ASCII (SMTPUTF8).");
            var text = await connection.Client.SendAsync(MimeMessages.Format(address), mime, new MailboxAddress("", message.From.Address), [new MailboxAddress("", address.ToString())], late.Token, watch);
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
            await connection.DisposeAsync();
            if (isOut && exception is not SmtpCommandException)
                return new Delivery(SendState.InDoubt, SendCodes.Connection, "The connection was lost after the message and before the server's answer.");
            if (isRetry)
                return new Delivery(SendState.Deferred, exception is SmtpCommandException ? "421" : SendCodes.Connection, "The connection was lost twice before the end of the message.");
            return await SendAsync(mime, message, address, isRetry: true, cancellationToken);
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
