using Activities.Contacts;
using Workflows.Expressions;

namespace Activities.Email;

/// <summary>Renders one person's message. Preview, test send and run all come through here.</summary>
public sealed class MailComposer(ITemplates templates, UnsubscribeLinks links)
{
    /// <exception cref="ExpressionException">A template fails on this contact's data.</exception>
    public OutgoingMessage Compose(MailDraft draft, Sender sender, string workflowName, Contact contact, EmailAddress address, SendKey key, DateTimeOffset at)
    {
        var id = key.MessageId();
        var unsubscribe = links.For(sender.LinkBase, contact.Id, id);
        var written = draft.For(contact.Language, contact.Id);
        var model = MergeModel.For(contact, workflowName, sender, unsubscribe, draft.Copy?.Values);
        var subject = HeaderText.Line(templates.Render(written.Subject, model, TemplateEncoding.Text));
        var preheader = HeaderText.Line(templates.Render(written.Preheader, model, TemplateEncoding.Text));
        var frame = new MailFrame(subject, preheader, written.Language, sender.FromName, sender.PostalAddress, unsubscribe);
        var (html, text) = Body(written.Body, model, frame);
        return new OutgoingMessage
        {
            Id = id,
            Key = key,
            From = new MailParty(HeaderText.Line(sender.FromName), sender.FromAddress),
            To = new MailParty(HeaderText.Line($"{contact.FirstName} {contact.LastName}"), address.ToString()),
            Subject = subject,
            Preheader = preheader,
            Html = html,
            Text = text,
            // Mail knows no fractions of a second: without them the stored message and the sent one are the same.
            Date = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            Headers = Headers(draft, sender, unsubscribe),
        };
    }

    private (string Html, string Text) Body(string template, IReadOnlyDictionary<string, object?> model, MailFrame frame)
    {
        if (MailLayout.IsHtml(template))
        {
            var html = templates.Render(template, model, TemplateEncoding.Html);
            return (MailLayout.Set(frame, html), $"{PlainText.FromHtml(html)}\n\n{MailLayout.TextFooter(frame)}\n");
        }
        // Plain paragraphs are merged as text and then encoded as a whole: what a contact's name holds and what the author typed are treated alike.
        var text = templates.Render(template, model, TemplateEncoding.Text);
        return (MailLayout.Set(frame, PlainParagraphs.ToHtml(text)), $"{text.ReplaceLineEndings("\n").Trim()}\n\n{MailLayout.TextFooter(frame)}\n");
    }

    private static List<MailHeader> Headers(MailDraft draft, Sender sender, Uri unsubscribe)
    {
        List<MailHeader> headers =
        [
            new("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>"),
            // RFC 3834: no holiday notes in answer, please.
            new("Auto-Submitted", "auto-generated"),
        ];
        // RFC 8058 asks for https: Gmail and Yahoo ignore one-click over http, and a token should not travel in the clear.
        if (unsubscribe.Scheme == Uri.UriSchemeHttps || unsubscribe.IsLoopback)
            headers.Insert(1, new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        if (!string.IsNullOrWhiteSpace(draft.List))
            headers.Add(new MailHeader("List-Id", $"<{ListLabel(draft.List)}.{sender.FromAddress[(sender.FromAddress.LastIndexOf('@') + 1)..]}>"));
        return headers;
    }

    private static string ListLabel(string list)
    {
        var label = string.Concat(list.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return label.Length == 0 ? "list" : label;
    }
}
