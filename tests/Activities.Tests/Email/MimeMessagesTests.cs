using System.Text;
using Activities.Email;
using MimeKit;
using Xunit;

namespace Activities.Tests.Email;

public sealed class MimeMessagesTests
{
    /// <summary>The parts are encoded by hand for speed; this is what MimeKit itself makes of them.</summary>
    [Theory]
    [InlineData("Hello.\n")]
    [InlineData("")]
    [InlineData("no end of line")]
    [InlineData("trailing blanks  \nand a tab\t\n\n")]
    [InlineData(".\n..\n.dots stand first\n")]
    [InlineData("From here a mailbox file would begin anew\n")]
    [InlineData("a=b&c=d; \u00e9\u00e8 caf\u00e9, na\u00efve, \u20ac 20\n")]
    [InlineData("\u4eb2\u7231\u7684\u5ba2\u6237\uff1a\n\n\u6211\u4eec\u5f88\u60f3\u5ff5\u60a8\u3002\r\n\u5feb\u6765\u770b\u770b\u5427\uff01\r")]
    [InlineData("lone\rreturn and a\u0001 control \ud83d\ude00\n")]
    public void A_body_is_what_MimeKit_writes(string text)
    {
        foreach (var body in new[] { text, string.Concat(Enumerable.Repeat(text, 60)), string.Concat(Enumerable.Repeat(text.ReplaceLineEndings(" "), 60)) })
        {
            var message = Message with { Text = body, Html = $"<p>{body}</p>\n" };
            using var stream = new MemoryStream();
            MimeMessages.Write(message, stream);

            Assert.Equal(ByMimeKit(message), Encoding.ASCII.GetString(stream.ToArray()));
        }
    }

    [Theory]
    [InlineData("Ada Lovelace", "ada@people.internal", "We miss you")]
    [InlineData("Lovelace, Ada \"the first\" (\u4e2d\u6587)", "ada@people.internal", "\u4eb2\u7231\u7684 Ada, a subject that is long enough to be folded over more than a single line, is it not?")]
    [InlineData("", "p1@people.internal", "")]
    [InlineData("A name that is long enough, with all its titles and the many ancestors, to be folded", "a.rather.long.address.for.a.person@a.rather.long.domain.people.internal", "x")]
    [InlineData("\u0414\u043c\u0438\u0442\u0440\u0438\u0439", "\u0434\u043c\u0438\u0442\u0440\u0438\u0439@people.internal", "x")]
    public void The_headers_are_what_MimeKit_writes(string name, string address, string subject)
    {
        var message = Message with { To = new MailParty(name, address), From = new MailParty(name, "shop@sender.internal"), Subject = subject };
        using var stream = new MemoryStream();
        MimeMessages.Write(message, stream);

        Assert.Equal(ByMimeKit(message), Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static OutgoingMessage Message { get; } = new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Key = new SendKey("run", "mail", 1, 0),
        From = new MailParty("The Shop", "shop@sender.internal"),
        To = new MailParty("Ada Lovelace", "ada@people.internal"),
        Subject = "We miss you",
        Html = "<p>Hello</p>\n",
        Text = "Hello\n",
        Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Headers = [new MailHeader("List-Unsubscribe", "<https://news.sender.internal/u/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA>"), new MailHeader("Auto-Submitted", "auto-generated")],
    };

    private static string ByMimeKit(OutgoingMessage message)
    {
        static TextPart Part(string subtype, string text) => new(subtype)
        {
            Text = text.ReplaceLineEndings("\r\n"),
            ContentTransferEncoding = text.Count(char.IsAscii) * 5 >= text.Length * 4 ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64,
        };
        using var mime = new MimeMessage
        {
            MessageId = message.MessageId,
            Date = message.Date,
            Subject = message.Subject,
            Body = new MultipartAlternative(Part("plain", message.Text), Part("html", message.Html)) { Boundary = $"=-{message.Id}" },
        };
        mime.From.Add(new MailboxAddress(Encoding.UTF8, message.From.Name, message.From.Address));
        mime.To.Add(new MailboxAddress(Encoding.UTF8, message.To.Name, message.To.Address));
        foreach (var header in message.Headers)
            mime.Headers.Add(new Header(Encoding.UTF8, header.Name, header.Value));
        using var stream = new MemoryStream();
        mime.WriteTo(MimeMessages.Format(EmailAddress.TryParse(message.To.Address)), stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
