using System.Net.Sockets;
using Activities.Runs;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Activities.Email.Smtp;

/// <summary>What goes wrong between us and a server, as a sentence that names host and port and says whether a retry can help.</summary>
internal static class SmtpFaults
{
    public static ActivityFaultException Unreachable(SmtpAccount account, string why, Exception inner) =>
        new($"The mail server {account} of account '{account.Name}' cannot be reached: {why}. Nothing was sent; it can be retried.", canRetry: true, inner);

    public static ActivityFaultException SenderRefused(SmtpAccount account, string code, Exception inner) =>
        new($"The mail server {account} of account '{account.Name}' refuses the sender address (answer {code}). Check the account's From address and sign-in.", canRetry: false, inner);

    public static bool IsLost(Exception exception) =>
        exception is IOException or SocketException or SmtpProtocolException or MailKit.ServiceNotConnectedException or OperationCanceledException or ObjectDisposedException
        || exception is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    public static ActivityFaultException Connecting(SmtpAccount account, Exception exception) => exception switch
    {
        SocketException socket => Unreachable(account, Words(socket.SocketErrorCode), socket),
        OperationCanceledException => Unreachable(account, "it does not answer in time", exception),
        AuthenticationException or SaslException => new($"The mail server {account} refuses the user name or password of account '{account.Name}'.", canRetry: false, exception),
        SslHandshakeException => new($"The mail server {account} of account '{account.Name}' and this machine agree on no TLS connection: its certificate is not trusted, or the port speaks another kind of security than '{account.Security}'.", canRetry: false, exception),
        NotSupportedException => new($"The mail server {account} of account '{account.Name}' does not offer what the account asks for ({Asked(account)}).", canRetry: false, exception),
        SmtpCommandException command => Unreachable(account, $"it answered {(int)command.StatusCode}", command),
        _ => Unreachable(account, "the connection was lost before it was ready", exception),
    };

    private static string Asked(SmtpAccount account) => account.Security == SmtpSecurity.StartTls ? "STARTTLS or a sign-in" : "a sign-in";

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no such host is known",
        SocketError.TimedOut => "it does not answer in time",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to it from this machine",
        _ => error.ToString(),
    };
}
