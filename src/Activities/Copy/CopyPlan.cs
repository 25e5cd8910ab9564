namespace Activities.Copy;

/// <summary>The prompts that a brief comes to: for each variant one text of each kind, built around one angle so that they belong together.</summary>
public sealed record CopyPlan(IReadOnlyList<CopyPlan.Row> Rows)
{
    /// <param name="Variant">Counted from 0.</param>
    public sealed record Row(int Variant, CopyPrompt Prompt, int Seed);

    public const int MostVariants = 10;

    /// <exception cref="CopyBriefException">The brief asks for something outside the vocabulary; the message names it and what there is.</exception>
    public static CopyPlan Of(CopyBrief brief)
    {
        IReadOnlyList<string> kinds = brief.Kind switch
        {
            "campaign" => CopyVocabulary.Kinds,
            "email" => ["subject", "preheader", "body"],
            "subject" or "post" => [brief.Kind],
            _ => throw new CopyBriefException($"The kind '{brief.Kind}' is unknown. Kinds: campaign, email, subject, post."),
        };
        var language = brief.Language.Split('-')[0].ToLowerInvariant();
        Require("language", language, CopyVocabulary.Languages);
        Require("category", brief.Category, CopyVocabulary.Categories);
        Require("audience", brief.Audience, CopyVocabulary.Audiences);
        Require("tone", brief.Tone, CopyVocabulary.Tones);
        if (brief.Variants is < 1 or > MostVariants)
            throw new CopyBriefException($"{brief.Variants} variants were asked for; between 1 and {MostVariants} can be written at once.");

        var random = new Random(brief.Seed);
        var angles = CopyVocabulary.Angles.ToArray();
        random.Shuffle(angles);
        var rows = from variant in Enumerable.Range(0, brief.Variants)
                   from kind in kinds
                   let fields = Fields(kind, brief.Fields, random.Next())
                   let prompt = new CopyPrompt(language, kind, brief.Category, brief.Audience, brief.Tone, angles[variant % angles.Length], fields)
                   select new Row(variant, prompt, random.Next());
        return new CopyPlan([.. rows]);
    }

    /// <summary>As many of the brief's fields as a text of the kind can carry, in turn; what the model does not know (contact.country) it leaves to the author.</summary>
    private static IReadOnlyList<string> Fields(string kind, IReadOnlyList<string> available, int draw)
    {
        var sets = CopyVocabulary.FieldSets(kind).Where(set => set.All(available.Contains)).ToList();
        var largest = sets.Max(s => s.Count);
        var fullest = sets.Where(s => s.Count == largest).ToList();
        return fullest[draw % fullest.Count];
    }

    private static void Require(string what, string value, IReadOnlyList<string> known)
    {
        if (!known.Contains(value))
            throw new CopyBriefException($"The embedded model does not know the {what} '{value}'. It knows: {string.Join(", ", known)}.");
    }
}
