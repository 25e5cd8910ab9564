using System.Text;

namespace Designer.Server.Flows;

/// <summary>Ids and file names that a person can read.</summary>
internal static class FlowNames
{
    /// <summary>"Win back customers!" becomes "win-back-customers"; what has no Latin letters becomes <paramref name="otherwise"/>.</summary>
    public static string Slug(string name, string otherwise)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == 60)
                break;
        }

        var text = slug.ToString().Trim('-');
        return text.Length > 0 ? text : otherwise;
    }

    public static string Unique(string slug, IReadOnlySet<string> taken) =>
        taken.Contains(slug) ? Enumerable.Range(2, taken.Count + 1).Select(n => $"{slug}-{n}").First(id => !taken.Contains(id)) : slug;
}
