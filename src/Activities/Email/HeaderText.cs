using System.Globalization;
using System.Text;

namespace Activities.Email;

/// <summary>Text that goes into one line of a header.</summary>
public static class HeaderText
{
    /// <summary>Line breaks and other control characters become one space: a name with "\r\nBcc:" in it stays a name.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var blank = char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!blank)
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }
}
