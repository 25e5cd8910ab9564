using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Benchmarks.Email;

/// <summary>What MailKit alone can do here: the same parts in a message of its own per recipient, sockets without delay, no claim, no rendering, no outbox.</summary>
internal sealed class BareSender(int port, int messages, int connections, (string Subject, string Html, string Text) sample)
{
    public Task SendAsync()
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
            for (var i = Interlocked.Increment(ref next); i < messages; i = Interlocked.Increment(ref next))
            {
                using var message = Message(i);
                await client.SendAsync(message);
            }
            await client.DisconnectAsync(quit: true);
        })));
    }

    private MimeMessage Message(int number)
    {
        var message = new MimeMessage { Subject = sample.Subject, Body = new MultipartAlternative(new TextPart("plain") { Text = sample.Text }, new TextPart("html") { Text = sample.Html }) };
        message.From.Add(new MailboxAddress("The Shop", "shop@sender.internal"));
        message.To.Add(new MailboxAddress("Ada Lovelace", $"p{number}@people.internal"));
        return message;
    }
}
