using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Activities.Email;

/// <summary>An outgoing message as MIME (RFC 5322): the same record always gives the same bytes, so the .eml of the outbox is the message that left.</summary>
public static class MimeMessages
{
    public static MimeMessage Build(OutgoingMessage message)
    {
        // What the constructor would think up otherwise (a date, a Message-ID) is handed to it, not overwritten afterwards.
        var mime = new MimeMessage(
            new Header(HeaderId.From, ""),
            new Header(HeaderId.Date, DateUtils.FormatDate(message.Date)),
            new Header(Encoding.UTF8, HeaderId.Subject, message.Subject),
            new Header(HeaderId.MessageId, $"<{message.MessageId}>"),
            WrittenBody.Alternative($"=-{message.Id}", message.Text, message.Html));
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
}
