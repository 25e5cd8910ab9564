using System.Text;
using System.Text.RegularExpressions;
using Activities.Copy;

namespace Training.Grammar;

/// <summary>
/// Writes campaign texts from our own rules: the only text that the embedded model ever sees. The rules state no facts about a product (no prices,
/// no materials, no "award-winning"): what is true of it, only its seller knows, and says in the values of merge fields.
/// </summary>
public sealed partial class CampaignGrammar
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["name"] = "contact.first_name", ["product"] = "product.name", ["offer"] = "offer", ["deadline"] = "deadline",
    };

    private readonly Dictionary<string, IReadOnlyDictionary<string, GrammarRule[]>> rules =
        CopyVocabulary.Languages.ToDictionary(l => l, GrammarRules.Load, StringComparer.Ordinal);

    /// <returns>A text that uses exactly the prompt's fields, written as control tokens; null when the rules have none for it.</returns>
    public string? Write(CopyPrompt prompt, Random random)
    {
        var tags = new HashSet<string>(StringComparer.Ordinal) { prompt.Kind, prompt.Category, prompt.Audience, prompt.Tone, prompt.Angle };
        foreach (var (name, field) in ShortNames)
            if (prompt.Fields.Contains(field))
                tags.Add(name);

        // Frames of short texts name their fields in the line itself; some draws use too few of them, and are drawn again.
        for (var attempt = 0; attempt < 40; attempt++)
        {
            var text = new StringBuilder();
            Expand(rules[prompt.Language], prompt.Kind, tags, random, text);
            var written = Polish(text.ToString(), prompt.Language);
            if (CopyVocabulary.Fields.All(f => written.Contains(CopyPrompt.Control(f), StringComparison.Ordinal) == prompt.Fields.Contains(f)) && !RepeatsItself(written))
                return written;
        }
        return null;
    }

    private static void Expand(IReadOnlyDictionary<string, GrammarRule[]> rules, string symbol, HashSet<string> tags, Random random, StringBuilder text)
    {
        if (!rules.TryGetValue(symbol, out var alternatives))
            throw new InvalidOperationException($"The grammar uses the symbol {{{symbol}}}, which no rule defines.");
        var candidates = alternatives.Where(r => r.Holds(tags) && ShortNames.Keys.All(n => tags.Contains(n) || !r.Text.Contains($"{{{n}}}", StringComparison.Ordinal))).ToArray();
        if (candidates.Length == 0)
            throw new InvalidOperationException($"No rule of {{{symbol}}} holds for {string.Join(", ", tags)}.");

        // At the root, only the lines that carry the fields at hand are worth drawing.
        var exact = candidates.Where(r => ShortNames.Keys.All(n => tags.Contains(n) == r.Text.Contains($"{{{n}}}", StringComparison.Ordinal))).ToArray();
        var pool = symbol is "subject" or "preheader" && exact.Length > 0 ? exact : candidates;
        var line = pool[random.Next(pool.Length)].Text;
        var at = 0;
        foreach (Match slot in Slots().Matches(line))
        {
            text.Append(line, at, slot.Index - at);
            at = slot.Index + slot.Length;
            var name = slot.Groups[1].Value;
            if (ShortNames.TryGetValue(name, out var field))
                text.Append(CopyPrompt.Control(field));
            else
                Expand(rules, name, tags, random, text);
        }
        text.Append(line, at, line.Length - at);
    }

    /// <summary>Sentences begin with a capital, and a question is not followed by the colon or comma of its frame.</summary>
    private static string Polish(string text, string language)
    {
        text = text.Replace("\\n", "\n", StringComparison.Ordinal);
        text = language == "zh" ? ChineseDoubled().Replace(text, "$1") : Doubled().Replace(text, "$1");
        return language == "zh" ? text : SentenceStart().Replace(text, m => m.Value.ToUpperInvariant());
    }

    private static bool RepeatsItself(string text)
    {
        var sentences = CopyText.Sentences(text);
        return sentences.Count != sentences.Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }

    [GeneratedRegex(@"\{([a-z.]+)\}")]
    private static partial Regex Slots();

    [GeneratedRegex(@"([?!])[,:.]")]
    private static partial Regex Doubled();

    [GeneratedRegex(@"([？！])[，：。]")]
    private static partial Regex ChineseDoubled();

    [GeneratedRegex(@"(?<=^|[.?!] |\n)[a-z](?![a-z.]*\|)")]
    private static partial Regex SentenceStart();
}
