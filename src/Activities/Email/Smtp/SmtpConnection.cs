using System.Net.Security;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Activities.Email.Smtp;

/// <summary>One signed-in connection to a server, used by one message at a time.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(20);
    private readonly SmtpClient _client;
    private readonly WholeWrites _stream;

    private SmtpConnection(SmtpClient client, WholeWrites stream) => (_client, _stream) = (client, stream);

    public SmtpClient Client => _client;

    /// <summary>The last bytes that were written did not leave this process.</summary>
    public bool HasUnsent => _stream.HasUnsent;

    /// <exception cref="Runs.ActivityFaultException">The server cannot be reached, trusted or signed in to.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpAccount account, RemoteCertificateValidationCallback? trust, TimeProvider time, CancellationToken cancellationToken)
    {
        // Revocation lists are not asked for: a private authority publishes none, and a mail relay must work without the web.
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust };
        using var late = new CancellationTokenSource(ConnectTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // Our own socket, because MailKit's has Nagle's algorithm on and each message then waits 40 ms for the server's delayed acknowledgement.
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            WholeWrites stream;
            try
            {
                await socket.ConnectAsync(account.Host, account.Port, both.Token);
                stream = new WholeWrites(new NetworkStream(socket, ownsSocket: true));
                await client.ConnectAsync(stream, account.Host, account.Port, Options(account.Security), both.Token);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            if (!string.IsNullOrEmpty(account.UserName))
                await client.AuthenticateAsync(account.UserName, account.Password ?? "", both.Token);
            return new SmtpConnection(client, stream);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw SmtpFaults.Connecting(account, exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Says goodbye where the server still listens.</summary>
    public async ValueTask DisposeAsync()
    {
        using (_client)
        {
            if (!_client.IsConnected)
                return;
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await _client.DisconnectAsync(quit: true, late.Token);
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
