using System.Net;
using System.Text.RegularExpressions;

namespace Activities.Email;

/// <summary>
/// Sets a body in the house layout: tables and inlined styles, because Outlook renders with Word; a style block only for what cannot be inlined (dark mode, small screens).
/// A body that is a whole HTML document keeps its own design and gets the preheader and the footer put in.
/// </summary>
public static partial class MailLayout
{
    public static bool IsHtml(string template) => Tag().IsMatch(template);

    public static string Set(MailFrame frame, string bodyHtml)
    {
        var preheader = frame.Preheader.Length == 0 ? "" : $"<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">{Encode(frame.Preheader)}{Filler}</div>\n";
        if (BodyStart().Match(bodyHtml) is not { Success: true } start)
            return Page(frame, preheader, bodyHtml);
        var html = bodyHtml.Insert(start.Index + start.Length, preheader);
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return html.Insert(end < 0 ? html.Length : end, $"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\" style=\"padding:24px\">{Footer(frame)}</td></tr></table>\n");
    }

    /// <summary>The footer of the text part.</summary>
    public static string TextFooter(MailFrame frame) =>
        string.Join('\n', new[] { "--", EmailTexts.Why(frame.Language, frame.SenderName), frame.PostalAddress, $"{EmailTexts.Unsubscribe(frame.Language)}: {frame.Unsubscribe.AbsoluteUri}" }.Where(l => l.Length > 0));

    private static string Page(MailFrame frame, string preheader, string body) => $$"""
        <!doctype html>
        <html lang="{{Encode(frame.Language ?? "en")}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{Encode(frame.Subject)}}</title>
        <style>
        @media (prefers-color-scheme: dark) { .page { background: #101418 !important } .card { background: #1b2127 !important } .text { color: #e7eaee !important } .quiet, .quiet a { color: #98a3af !important } .text a { color: #8fb4ff !important } }
        @media (max-width: 640px) { .card { width: 100% !important } .text { padding: 24px 20px !important } }
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#f3f5f7">
        {{preheader}}<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f7"><tr><td align="center" style="padding:24px 12px">
        <table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:600px;max-width:100%;background:#ffffff;border-radius:8px"><tr><td class="text" style="padding:36px 40px 20px;font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei',sans-serif;font-size:16px;line-height:1.6;color:#1f2733">
        {{body}}</td></tr></table>
        {{Footer(frame)}}
        </td></tr></table>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private static string Footer(MailFrame frame)
    {
        var postal = frame.PostalAddress.Length == 0 ? "" : $"<br>{Encode(frame.PostalAddress).ReplaceLineEndings(", ")}";
        return $"<p class=\"quiet\" style=\"margin:20px 0 0;font-family:Arial,'PingFang SC','Microsoft YaHei',sans-serif;font-size:12px;line-height:1.6;color:#66717e\">{Encode(EmailTexts.Why(frame.Language, frame.SenderName))}{postal}<br><a href=\"{Encode(frame.Unsubscribe.AbsoluteUri)}\" style=\"color:#66717e\">{EmailTexts.Unsubscribe(frame.Language)}</a></p>";
    }

    // Inbox lists show the words after a short preheader; these invisible characters push them out of sight.
    private static string Filler { get; } = string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 40));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"<(p|div|table|br|h[1-6]|a|img|ul|ol|span|strong|b|em|i|body|html|!doctype)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"<body\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BodyStart();
}

/// <summary>What stands around a body.</summary>
public sealed record MailFrame(string Subject, string Preheader, string? Language, string SenderName, string PostalAddress, Uri Unsubscribe);
