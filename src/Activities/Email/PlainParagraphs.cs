using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Activities.Email;

/// <summary>Plain text as HTML: blank lines part paragraphs, addresses of pages become links, everything else is encoded.</summary>
public static partial class PlainParagraphs
{
    public static string ToHtml(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in BlankLines().Split(text.ReplaceLineEndings("\n").Trim('\n')).Where(p => !string.IsNullOrWhiteSpace(p)))
            html.Append("<p style=\"margin:0 0 16px\">").Append(Links(paragraph.Trim()).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>\n");
        return html.ToString();
    }

    // The text is cut at the links before it is encoded: encoding first would put "&amp;" and "&#39;" where the expression looks for an end.
    private static string Links(string text)
    {
        var html = new StringBuilder();
        var from = 0;
        foreach (var match in Address().EnumerateMatches(text))
        {
            var address = WebUtility.HtmlEncode(text.Substring(match.Index, match.Length));
            html.Append(WebUtility.HtmlEncode(text[from..match.Index])).Append("<a href=\"").Append(address).Append("\" style=\"color:#2457c5\">").Append(address).Append("</a>");
            from = match.Index + match.Length;
        }
        return html.Append(WebUtility.HtmlEncode(text[from..])).ToString();
    }

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"https?://[^\s<>""'，。；！？、]*[^\s<>""'，。；！？、.,;:!?)\]]", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
