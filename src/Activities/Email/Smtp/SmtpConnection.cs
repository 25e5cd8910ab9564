using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Activities.Email.Smtp;

/// <summary>One signed-in connection to a server, used by one message at a time.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    /// <summary>How long one answer may take. Generous: a server may scan the whole message before it answers (RFC 5321, 4.5.3.2.6 asks for ten minutes).</summary>
    private static readonly TimeSpan MessageTime = TimeSpan.FromMinutes(10);

    private readonly SmtpClient _client;
    private readonly WholeWrites _stream;

    private SmtpConnection(SmtpClient client, WholeWrites stream) => (_client, _stream) = (client, stream);

    public SmtpClient Client => _client;

    /// <summary>The last bytes that were written did not leave this process.</summary>
    public bool HasUnsent => _stream.HasUnsent;

    /// <exception cref="Runs.ActivityFaultException">The server cannot be reached, trusted or signed in to.</exception>
    public static SmtpConnection Open(SmtpAccount account, RemoteCertificateValidationCallback? trust, TimeProvider time, CancellationToken cancellationToken)
    {
        // Revocation lists are not asked for: a private authority publishes none, and a mail relay must work without the web.
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust };
        // Our own socket, because MailKit's has Nagle's algorithm on and each message then waits 40 ms for the server's delayed acknowledgement. One asynchronous call, and the
        // runtime would lead every later one through its event loop; so what takes too long is ended by closing the socket under it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(ConnectTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var ending = both.Token.Register(socket.Dispose);
            socket.Connect(Dns.GetHostAddressesAsync(account.Host, both.Token).GetAwaiter().GetResult(), account.Port);
            var stream = new WholeWrites(new NetworkStream(socket, ownsSocket: true));
            client.Connect(stream, account.Host, account.Port, Options(account.Security), CancellationToken.None);
            if (!string.IsNullOrEmpty(account.UserName))
                client.Authenticate(account.UserName, account.Password ?? "", CancellationToken.None);
            client.Timeout = (int)MessageTime.TotalMilliseconds;
            return new SmtpConnection(client, stream);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            client.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw SmtpFaults.Connecting(account, late.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, late.Token) : exception);
        }
    }

    /// <summary>Says goodbye where the server still listens.</summary>
    public void Dispose()
    {
        using (_client)
        {
            if (!_client.IsConnected)
                return;
            _client.Timeout = (int)GoodbyeTime.TotalMilliseconds;
            try
            {
                _client.Disconnect(quit: true, CancellationToken.None);
            }
            catch (Exception exception) when (SmtpFaults.IsLost(exception))
            {
                return; // It hung up first; every message it took is sealed already.
            }
        }
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}
