namespace Activities.Copy;

/// <summary>
/// The brief as the embedded model reads it: one control token a line, always as many, so that prompts of one batch need no padding. Nothing that a
/// user typed is in it; names, products, offers and dates are values of merge fields and never reach the model.
/// </summary>
/// <param name="Kind">subject, preheader, body or post.</param>
/// <param name="Angle">What the text is built around; variants of one brief differ by it.</param>
/// <param name="Fields">Those that the text must use, and only those.</param>
public sealed record CopyPrompt(string Language, string Kind, string Category, string Audience, string Tone, string Angle, IReadOnlyList<string> Fields)
{
    public const string Begin = "<|begin|>", Write = "<|write|>", Absent = "<|absent|>", End = "<|end|>";

    /// <summary>How many tokens a prompt has.</summary>
    public static int Length => 8 + CopyVocabulary.Fields.Count;

    public IReadOnlyList<string> Tokens =>
    [
        Begin, Control(Language), Control(Kind), Control(Category), Control(Audience), Control(Tone), Control(Angle),
        .. CopyVocabulary.Fields.Select(f => Fields.Contains(f) ? Control(f) : Absent), Write,
    ];

    public static string Control(string word) => $"<|{word}|>";
}

/// <summary>The closed lists that the embedded model was trained on. Every word of them is a control token.</summary>
public static class CopyVocabulary
{
    public static IReadOnlyList<string> Languages { get; } = ["en", "zh"];

    public static IReadOnlyList<string> Kinds { get; } = ["subject", "preheader", "body", "post"];

    /// <summary>"general" says nothing of what is sold: for everything that is not in the list.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["coffee", "fashion", "beauty", "books", "sports", "home", "electronics", "toys", "food", "travel", "pets", "garden", "general"];

    public static IReadOnlyList<string> Audiences { get; } = ["everyone", "new", "loyal", "at_risk", "lapsed", "vip"];

    public static IReadOnlyList<string> Tones { get; } = ["friendly", "warm", "playful", "formal", "urgent"];

    public static IReadOnlyList<string> Angles { get; } = ["moment", "pleasure", "discovery", "gift"];

    public static IReadOnlyList<string> Fields { get; } = ["contact.first_name", "product.name", "offer", "deadline"];

    public static IReadOnlyList<string> Controls { get; } =
    [
        CopyPrompt.Begin, CopyPrompt.Write, CopyPrompt.Absent, CopyPrompt.End,
        .. new[] { Languages, Kinds, Categories, Audiences, Tones, Angles, Fields }.SelectMany(words => words).Select(CopyPrompt.Control),
    ];

    /// <summary>Which fields a text of a kind can carry together: a subject is too short for all of them, and a post is read by everyone, so it names nobody.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> FieldSets(string kind)
    {
        var most = kind switch { "subject" or "preheader" => 2, "post" => 3, _ => 4 };
        var all = Enumerable.Range(0, 1 << Fields.Count).Select(bits => Fields.Where((_, i) => (bits >> i & 1) == 1).ToList());
        return
        [
            .. all.Where(set => set.Count <= most
                && (kind == "body" || kind == "subject" || !set.Contains("contact.first_name"))
                && !(kind == "subject" && set.Contains("contact.first_name") && set.Contains("deadline"))),
        ];
    }
}
