using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Testing.Smtp;

/// <summary>One connection of the loopback server.</summary>
internal sealed class LoopbackSmtpSession(LoopbackSmtpServer server, Socket socket) : IAsyncDisposable
{
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);
    private PipeReader _reader = PipeReader.Create(Stream.Null);
    private string _from = "";
    private string _to = "";
    private bool _isSignedIn;
    private int _messages;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (server.Behaviour.TlsAtOnce)
                await TlsAsync(cancellationToken);
            _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 32768));
            await SayAsync("220 loopback ESMTP", cancellationToken);
            while (await LineAsync("\r\n"u8.ToArray(), cancellationToken) is { } line && await AnswerAsync(line, cancellationToken))
            {
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            Log($"S: (connection ended: {gone.GetType().Name})");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> AnswerAsync(string line, CancellationToken cancellationToken)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        Log($"C: {(verb == "AUTH" ? "AUTH" : line)}");
        switch (verb)
        {
            case "EHLO":
                await EhloAsync(cancellationToken);
                return true;
            case "STARTTLS":
                await SayAsync("220 2.0.0 go ahead", cancellationToken);
                await TlsAsync(cancellationToken);
                _reader = PipeReader.Create(_stream);
                return true;
            case "AUTH":
                _isSignedIn = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])) == $"\0{server.Behaviour.SignIn?.Replace(':', '\0')}";
                await SayAsync(_isSignedIn ? "235 2.7.0 welcome" : "535 5.7.8 wrong", cancellationToken);
                return true;
            case "MAIL":
                return await MailAsync(line, cancellationToken);
            case "RCPT":
                _to = Path(line);
                await SayAsync(server.Behaviour.OnRecipient(_to) ?? "250 2.1.5 ok", cancellationToken);
                return true;
            case "DATA":
                return await DataAsync(cancellationToken);
            case "QUIT":
                await SayAsync("221 2.0.0 bye", cancellationToken);
                return false;
            default:
                await SayAsync(verb is "RSET" or "NOOP" ? "250 2.0.0 ok" : "502 5.5.1 what?", cancellationToken);
                return true;
        }
    }

    private async Task<bool> MailAsync(string line, CancellationToken cancellationToken)
    {
        if (_messages >= server.Behaviour.MessagesPerConnection)
        {
            await SayAsync("421 4.7.0 enough of you", cancellationToken);
            return false;
        }
        _from = Path(line);
        await SayAsync(server.Behaviour.SignIn is not null && !_isSignedIn ? "530 5.7.0 sign in first" : server.Behaviour.OnSender(_from) ?? "250 2.1.0 ok", cancellationToken);
        return true;
    }

    private async Task<bool> DataAsync(CancellationToken cancellationToken)
    {
        var cut = server.Behaviour.OnMessage(_to);
        if (cut == Cut.BeforeData)
            return false;
        await SayAsync("354 go on", cancellationToken);
        if (cut == Cut.MidData)
        {
            await _reader.ReadAtLeastAsync(10, cancellationToken);
            socket.Close(0); // A reset, as a crashed server gives.
            return false;
        }
        if (await LineAsync("\r\n.\r\n"u8.ToArray(), cancellationToken) is not { } data)
            return false;
        if (cut == Cut.AfterData)
            return false;
        await server.Behaviour.BeforeAnswer();
        _messages++;
        server.Counted();
        if (server.Behaviour.Keeps)
            server.Mails.Enqueue(new ReceivedMail(_from, _to, data.Replace("\r\n..", "\r\n.", StringComparison.Ordinal) + "\r\n"));
        await SayAsync("250 2.0.0 queued", cancellationToken);
        return true;
    }

    private async Task EhloAsync(CancellationToken cancellationToken)
    {
        List<string> lines = ["loopback", .. server.Behaviour.Extensions];
        if (server.Behaviour.Certificate is not null && _stream is not SslStream)
            lines.Add("STARTTLS");
        if (server.Behaviour.SignIn is not null)
            lines.Add("AUTH PLAIN");
        await SayAsync(string.Join("\r\n", lines.Select((l, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{l}")), cancellationToken);
    }

    private async Task TlsAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Behaviour.Certificate }, cancellationToken);
        _stream = tls;
    }

    /// <returns>What stands before the end mark; null when the connection ends.</returns>
    private async Task<string?> LineAsync(byte[] end, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellationToken);
            if (TryTake(result.Buffer, end, out var line, out var rest))
            {
                _reader.AdvanceTo(rest);
                return line;
            }
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private bool TryTake(ReadOnlySequence<byte> buffer, byte[] end, out string line, out SequencePosition rest)
    {
        var reader = new SequenceReader<byte>(buffer);
        var found = reader.TryReadTo(out ReadOnlySequence<byte> bytes, end);
        line = !found || (end.Length > 2 && !server.Behaviour.Keeps) ? "" : Encoding.UTF8.GetString(bytes);
        rest = reader.Position;
        return found;
    }

    private async Task SayAsync(string line, CancellationToken cancellationToken)
    {
        Log($"S: {line}");
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
    }

    private void Log(string line)
    {
        if (server.Behaviour.Keeps)
            server.Dialogue.Enqueue(line);
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
