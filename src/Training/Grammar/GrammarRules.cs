using System.Reflection;

namespace Training.Grammar;

/// <summary>An alternative of a symbol, with the tags that must hold for it.</summary>
/// <param name="Conditions">Each is a list of tags of which one must hold; a leading "!" negates.</param>
public sealed record GrammarRule(string Symbol, IReadOnlyList<string[]> Conditions, string Text)
{
    public bool Holds(IReadOnlySet<string> tags) =>
        Conditions.All(any => any.Any(tag => tag[0] == '!' ? !tags.Contains(tag[1..]) : tags.Contains(tag)));
}

/// <summary>
/// Reads the rule files of one language: "= symbol tag|tag !tag" opens a group, every other line is an alternative, "# " is a comment. A file whose
/// name begins with an underscore holds frames; any other is the vocabulary of the category it is named for.
/// </summary>
public static class GrammarRules
{
    public static IReadOnlyDictionary<string, GrammarRule[]> Load(string language)
    {
        var rules = new List<GrammarRule>();
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"grammar/{language}/";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var file = Path.GetFileNameWithoutExtension(name[prefix.Length..]);
            rules.AddRange(Parse(reader.ReadToEnd(), file.StartsWith('_') ? null : file));
        }
        return rules.GroupBy(r => r.Symbol).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    public static IEnumerable<GrammarRule> Parse(string text, string? category)
    {
        var symbol = "";
        List<string[]> conditions = [];
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal))
                continue;
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                var words = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                symbol = words[0];
                conditions = [.. words.Skip(1).Select(w => w.Split('|'))];
                if (category is not null)
                    conditions.Add([category]);
                continue;
            }
            yield return new GrammarRule(symbol, conditions, line);
        }
    }
}
