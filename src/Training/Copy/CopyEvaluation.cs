using System.Text.RegularExpressions;
using Activities.Copy;
using Training.Grammar;

namespace Training.Copy;

/// <summary>Measures first drafts, before any check or retry, on briefs whose combination was never trained on.</summary>
public sealed class CopyEvaluation(CopyDrafts drafts, IReadOnlyList<CopyDocument> training)
{
    private const int BatchSize = 40;
    private readonly HashSet<string> known = [.. training.Select(d => d.Text)];
    private readonly HashSet<string> sentences = [.. training.SelectMany(d => CopyText.Sentences(d.Text))];

    /// <summary>Of each language, phrases that only one category has: where one turns up, that is what the text is about.</summary>
    private readonly Dictionary<string, (string Phrase, string Category)[]> phrases = CopyVocabulary.Languages.ToDictionary(l => l, Phrases);

    public SortedDictionary<string, double> Run(IReadOnlyList<CopyDocument> heldOut, TextWriter log)
    {
        var written = new List<(CopyPrompt Prompt, string? Draft)>();
        foreach (var batch in heldOut.Chunk(BatchSize))
        {
            var texts = drafts.Write([.. batch.Select(d => d.Prompt)], [.. batch.Select((_, i) => written.Count + i)], EmbeddedCopyModel.TopP, CancellationToken.None);
            written.AddRange(batch.Zip(texts, (document, draft) => (document.Prompt, draft.Text)));
        }
        foreach (var (prompt, draft) in written.Where((_, i) => i % (written.Count / 40) == 0))
            log.WriteLine($"[{string.Join(' ', prompt.Tokens.Skip(1).SkipLast(1).Where(t => t != CopyPrompt.Absent))}]\n{draft}\n");
        foreach (var complaint in written.Select(w => CopyChecks.Complaint(w.Prompt, w.Draft)).OfType<string>().GroupBy(c => c).OrderByDescending(c => c.Count()).Take(12))
            log.WriteLine($"{complaint.Count()} times: {complaint.Key}");

        var ended = written.Where(w => w.Draft is not null).Select(w => (w.Prompt, Draft: w.Draft!)).ToList();
        var about = ended.Select(w => (w.Prompt, Found: About(w.Prompt.Language, w.Draft))).Where(w => w.Found.Count > 0).ToList();
        var results = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["briefs"] = written.Count,
            ["cameToAnEnd"] = Share(ended.Count, written.Count),
            ["fieldsExactlyAsAsked"] = Share(ended.Count(w => FieldsAreRight(w.Prompt, w.Draft)), written.Count),
            ["languageRight"] = Share(ended.Count(w => CopyText.Language(w.Draft) == w.Prompt.Language), ended.Count),
            ["categoryRightWhereItShows"] = Share(about.Count(w => w.Found.All(c => c == w.Prompt.Category)), about.Count),
            ["passedAllChecksAtFirst"] = Share(written.Count(w => CopyChecks.Complaint(w.Prompt, w.Draft) is null), written.Count),
            ["repeatsASentence"] = Share(ended.Count(w => CopyText.Sentences(w.Draft) is var s && s.Count != s.Distinct().Count()), ended.Count),
            ["sentencesKnownFromTraining"] = ended.SelectMany(w => CopyText.Sentences(w.Draft)).Average(s => sentences.Contains(s) ? 1.0 : 0),
        };
        foreach (var kind in ended.GroupBy(w => w.Prompt.Kind))
            results[$"verbatimFromTraining.{kind.Key}"] = kind.Average(w => known.Contains(w.Draft) ? 1.0 : 0);
        return results;
    }

    private static bool FieldsAreRight(CopyPrompt prompt, string draft) =>
        CopyVocabulary.Fields.All(f => Regex.Count(draft, Regex.Escape(CopyPrompt.Control(f))) == (prompt.Fields.Contains(f) ? 1 : 0));

    private HashSet<string> About(string language, string draft) =>
        [.. phrases[language].Where(p => draft.Contains(p.Phrase, StringComparison.OrdinalIgnoreCase)).Select(p => p.Category)];

    private static (string, string)[] Phrases(string language) =>
        [.. GrammarRules.Load(language).Values.SelectMany(r => r)
            .SelectMany(r => r.Conditions.Where(c => c.Length == 1 && CopyVocabulary.Categories.Contains(c[0])).Select(c => (r.Text, Category: c[0])))
            .Where(p => p.Text.Length > (language == "zh" ? 3 : 9))
            .GroupBy(p => p.Text).Where(g => g.Select(p => p.Category).Distinct().Count() == 1).Select(g => g.First())];

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
