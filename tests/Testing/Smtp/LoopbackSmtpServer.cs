using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Testing.Smtp;

/// <summary>A real SMTP server on loopback that keeps what it got and misbehaves as a test asks.</summary>
public sealed class LoopbackSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;
    private int _connections;

    public LoopbackSmtpServer(SmtpBehaviour? behaviour = null)
    {
        Behaviour = behaviour ?? new SmtpBehaviour();
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public SmtpBehaviour Behaviour { get; }
    public int Port { get; }

    /// <summary>Every line of every session, "C: " or "S: " before it; message contents are not in it.</summary>
    public ConcurrentQueue<string> Dialogue { get; } = new();

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();
    public int Connections => _connections;

    private long _count;

    /// <summary>Messages that were answered with 250, kept or not.</summary>
    public long Count => Interlocked.Read(ref _count);

    internal long Counted() => Interlocked.Increment(ref _count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            Interlocked.Increment(ref _connections);
            socket.NoDelay = true;
            _sessions.Add(ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var session = new LoopbackSmtpSession(this, socket);
        await session.RunAsync(_stop.Token);
    }
}

public sealed record ReceivedMail(string From, string To, string Data);

/// <summary>How the server behaves. Answers are whole reply lines without the line end.</summary>
public sealed record SmtpBehaviour
{
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "SIZE 35882577", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8"];

    /// <summary>Null: taken.</summary>
    public Func<string, string?> OnRecipient { get; init; } = _ => null;

    public Func<string, string?> OnSender { get; init; } = _ => null;

    /// <summary>Told of the recipient when the message begins; where the connection is cut.</summary>
    public Func<string, Cut> OnMessage { get; init; } = _ => Cut.Nowhere;

    /// <summary>Awaited before the answer to a message.</summary>
    public Func<Task> BeforeAnswer { get; init; } = () => Task.CompletedTask;

    /// <summary>Offers STARTTLS; with <see cref="TlsAtOnce"/> speaks TLS from the first byte.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool TlsAtOnce { get; init; }

    /// <summary>"user:password": AUTH PLAIN is offered and asked for.</summary>
    public string? SignIn { get; init; }

    /// <summary>421 after so many messages, as large providers do.</summary>
    public int MessagesPerConnection { get; init; } = int.MaxValue;

    /// <summary>False: counts only, for measurements.</summary>
    public bool Keeps { get; init; } = true;
}

/// <summary>Where the connection of a message is cut.</summary>
public enum Cut { Nowhere, BeforeData, MidData, AfterData }
