namespace Activities.Copy;

/// <summary>
/// What GenerateCopy leaves in a variable: templates (never facts) by language and variant, with the values their merge fields have in this run
/// besides the contact's own ({{ product.name }}, {{ offer }}).
/// </summary>
public sealed record CopySet(IReadOnlyList<CopyVariant> Variants, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Names the model that wrote it, for the model card and the message's provenance.</summary>
    public required string Model { get; init; }

    /// <summary>The contact's language, else its base language ("zh" for "zh-CN"), else the first.</summary>
    public CopyVariant? For(string? language, int variant = 0)
    {
        bool Speaks(CopyVariant v, string l) => string.Equals(v.Language, l, StringComparison.OrdinalIgnoreCase);
        var wanted = language ?? "";
        var candidates = Variants.Where(v => Speaks(v, wanted)).ToList();
        if (candidates.Count == 0)
            candidates = [.. Variants.Where(v => Speaks(v, wanted.Split('-')[0]) || Speaks(new CopyVariant(v.Language.Split('-')[0], 0, "", "", "", ""), wanted.Split('-')[0]))];
        if (candidates.Count == 0 && Variants.Count > 0)
            candidates = [.. Variants.Where(v => v.Language == Variants[0].Language)];
        return candidates.Count == 0 ? null : candidates[variant % candidates.Count];
    }
}

/// <summary>Liquid templates in one language.</summary>
/// <param name="Language">"en" or "zh".</param>
/// <param name="Body">Plain paragraphs; SendEmail sets them in its HTML layout.</param>
public sealed record CopyVariant(string Language, int Variant, string Subject, string Preheader, string Body, string Post);
