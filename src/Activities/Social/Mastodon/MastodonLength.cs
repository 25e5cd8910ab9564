using System.Globalization;
using System.Text.RegularExpressions;

namespace Activities.Social.Mastodon;

/// <summary>A post's length as Mastodon counts it: what a reader sees as one character is one, and every address of a page counts 23, however long it is.</summary>
public static partial class MastodonLength
{
    private const string Address = "12345678901234567890123";

    public static int Of(string text) => new StringInfo(Url().Replace(text, Address)).LengthInTextElements;

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
