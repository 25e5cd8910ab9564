using System.Globalization;
using System.Text;

namespace Designer.Server.Flows;

/// <summary>Ids and file names that a person can read.</summary>
internal static class FlowNames
{
    private const int Longest = 60;

    /// <summary>"Win back customers!" becomes "win-back-customers", "挽回 客户" becomes "挽回-客户"; what has no letter of any script becomes <paramref name="otherwise"/>.</summary>
    public static string Slug(string name, string otherwise)
    {
        var slug = new StringBuilder();
        // One spelling for what looks the same, as é may be one character or two.
        foreach (var rune in name.Normalize(NormalizationForm.FormC).ToLowerInvariant().EnumerateRunes())
        {
            if (slug.Length + rune.Utf16SequenceLength > Longest)
                break;
            if (Rune.IsLetterOrDigit(rune) || (IsMark(rune) && slug.Length > 0 && slug[^1] != '-'))
                slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var text = slug.ToString().Trim('-');
        return text.Length > 0 ? text : otherwise;
    }

    /// <summary>The vowels of many scripts are no letters by themselves.</summary>
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    public static string Unique(string slug, IReadOnlySet<string> taken) =>
        taken.Contains(slug) ? Enumerable.Range(2, taken.Count + 1).Select(n => $"{slug}-{n}").First(id => !taken.Contains(id)) : slug;
}
