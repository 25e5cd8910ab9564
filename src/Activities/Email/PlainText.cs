using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Activities.Email;

/// <summary>The text part of a message whose author wrote HTML only: what a reader without HTML, and a filter that distrusts messages without text, will see.</summary>
public static partial class PlainText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "P", "DIV", "TABLE", "TR", "UL", "OL", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "SECTION", "ARTICLE", "HEADER", "FOOTER", "HR", "PRE",
    };

    public static string FromHtml(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var text = new StringBuilder();
        Write(document.Body!, text);
        return ManyBreaks().Replace(SpacesAtBreaks().Replace(ManySpaces().Replace(text.ToString(), " "), "\n"), "\n\n").Trim();
    }

    private static void Write(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
                text.Append(Spaces().Replace(words.Data, " "));
            else if (child is IElement element)
                Write(element, text);
        }
    }

    private static void Write(IElement element, StringBuilder text)
    {
        var name = element.TagName;
        if (name is "STYLE" or "SCRIPT" or "HEAD" or "TITLE" or "TEMPLATE" || element.GetAttribute("style")?.Contains("display:none", StringComparison.OrdinalIgnoreCase) == true)
            return;
        if (name == "BR")
            text.Append('\n');
        else if (name == "IMG")
            text.Append(element.GetAttribute("alt"));
        else if (name == "A")
            Link(element, text);
        else
            Block(element, text, name);
    }

    private static void Block(IElement element, StringBuilder text, string name)
    {
        var breaks = Blocks.Contains(name) ? name is "LI" or "TR" ? "\n" : "\n\n" : "";
        text.Append(breaks);
        if (name == "LI")
            text.Append("- ");
        Write((INode)element, text);
        text.Append(breaks);
    }

    private static void Link(IElement element, StringBuilder text)
    {
        var start = text.Length;
        Write((INode)element, text);
        var href = element.GetAttribute("href");
        var words = text.ToString(start, text.Length - start).Trim();
        if (!string.IsNullOrEmpty(href) && !href.StartsWith('#') && words != href)
            text.Append(words.Length == 0 ? href : $" ({href})");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex ManySpaces();

    [GeneratedRegex(@"[ \t]*\n[ \t]*")]
    private static partial Regex SpacesAtBreaks();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBreaks();
}
