using System.Text;
using MimeKit;

namespace Activities.Email;

/// <summary>An outgoing message as MIME (RFC 5322): the same record always gives the same bytes, so the .eml of the outbox is the message that left.</summary>
public static class MimeMessages
{
    public static MimeMessage Build(OutgoingMessage message)
    {
        var mime = new MimeMessage
        {
            MessageId = message.MessageId,
            Date = message.Date,
            Subject = message.Subject,
            Body = new MultipartAlternative(Part("plain", message.Text), Part("html", message.Html)) { Boundary = $"=-{message.Id}" },
        };
        mime.From.Add(Mailbox(message.From));
        mime.To.Add(Mailbox(message.To));
        foreach (var header in message.Headers)
            mime.Headers.Add(new Header(Encoding.UTF8, header.Name, header.Value));
        return mime;
    }

    public static void Write(OutgoingMessage message, Stream stream)
    {
        using var mime = Build(message);
        mime.WriteTo(Format(EmailAddress.TryParse(message.To.Address)), stream);
    }

    /// <summary>UTF-8 in headers (RFC 6532) only for an address that cannot be written otherwise.</summary>
    public static FormatOptions Format(EmailAddress? recipient) => recipient is { NeedsUtf8: true } ? International : Plain;

    private static FormatOptions Plain { get; } = New(international: false);

    private static FormatOptions International { get; } = New(international: true);

    private static FormatOptions New(bool international)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = international;
        return format;
    }

    private static MailboxAddress Mailbox(MailParty party) => new(Encoding.UTF8, party.Name, party.Address);

    // Quoted-printable keeps mostly-Latin text readable; base64 is a third the size of it for Chinese.
    private static TextPart Part(string subtype, string text) => new(subtype)
    {
        Text = text.ReplaceLineEndings("\r\n"),
        ContentTransferEncoding = Ascii.IsValid(text) || text.Count(char.IsAscii) * 5 >= text.Length * 4 ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64,
    };
}
