using System.Text.RegularExpressions;
using Activities.Copy;
using Training.Grammar;

namespace Training.Copy;

public sealed record CopyDocument(CopyPrompt Prompt, string Text);

/// <summary>Draws training documents from the grammar; no text comes twice, and some briefs are never drawn, so that the model can be asked about them afterwards.</summary>
public sealed partial class CopyDocuments(CampaignGrammar grammar, int seed)
{
    private static readonly (string Kind, double Share)[] Mix = [("subject", 0.28), ("preheader", 0.22), ("body", 0.32), ("post", 0.18)];

    /// <summary>One brief in twenty-five, whatever its fields, is kept for the evaluation.</summary>
    public static bool IsHeldOut(CopyPrompt prompt)
    {
        var hash = 17u;
        foreach (var letter in string.Join('/', prompt.Language, prompt.Kind, prompt.Category, prompt.Audience, prompt.Tone, prompt.Angle))
            hash = hash * 31 + letter;
        return ((hash * 2654435761u) >> 7 & 0xFFFF) % 25 == 0;
    }

    public IReadOnlyList<CopyDocument> Draw(int count, bool heldOut)
    {
        var random = new Random(heldOut ? seed + 1 : seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var documents = new List<CopyDocument>();
        for (var misses = 0; documents.Count < count && misses < 50 * count;)
        {
            var prompt = Prompt(random);
            if (IsHeldOut(prompt) == heldOut && grammar.Write(prompt, random) is { } text && seen.Add(text))
                documents.Add(new CopyDocument(prompt, text));
            else
                misses++;
        }
        return documents;
    }

    public static int[] Encode(CopyDocument document, ByteTokenizer tokenizer)
    {
        var ids = document.Prompt.Tokens.Select(tokenizer.Control).ToList();
        foreach (var part in ControlToken().Split(document.Text).Where(p => p.Length > 0))
            ids.AddRange(ControlToken().IsMatch(part) ? [tokenizer.Control(part)] : tokenizer.Encode(part));
        ids.Add(tokenizer.Control(CopyPrompt.End));
        return [.. ids];
    }

    private static CopyPrompt Prompt(Random random)
    {
        var draw = random.NextDouble();
        var kind = Mix[^1].Kind;
        foreach (var (name, share) in Mix)
        {
            if (draw < share)
            {
                kind = name;
                break;
            }
            draw -= share;
        }
        return new CopyPrompt(Pick(CopyVocabulary.Languages), kind, Pick(CopyVocabulary.Categories), Pick(CopyVocabulary.Audiences),
            Pick(CopyVocabulary.Tones), Pick(CopyVocabulary.Angles), Pick(CopyVocabulary.FieldSets(kind)));

        T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
    }

    [GeneratedRegex(@"(<\|[^|]*\|>)")]
    private static partial Regex ControlToken();
}
