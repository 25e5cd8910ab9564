namespace Activities.Copy;

/// <summary>What a marketer asked for. Product, offer and deadline are values of merge fields: they are put into the text, the model never sees them.</summary>
public sealed record CopyOrder(string Category, string Audience, string Tone, int Variants, int Seed)
{
    public string? Product { get; init; }
    public string? Offer { get; init; }
    public string? Deadline { get; init; }

    /// <summary>Whether the text may address people by their first name.</summary>
    public bool Greet { get; init; } = true;

    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            (string Field, string? Value)[] given = [("product.name", Product), ("offer", Offer), ("deadline", Deadline)];
            return given.Where(g => !string.IsNullOrWhiteSpace(g.Value)).ToDictionary(g => g.Field, g => g.Value!.Trim(), StringComparer.Ordinal);
        }
    }

    public async Task<CopySet> WriteAsync(ICopyModel model, string kind, IReadOnlyList<string> languages, CancellationToken cancellationToken)
    {
        string[] fields = Greet ? ["contact.first_name", .. Values.Keys] : [.. Values.Keys];
        var variants = new List<CopyVariant>();
        foreach (var language in languages)
            variants.AddRange(await model.WriteAsync(new CopyBrief(kind, language, Category, Audience, Tone, fields, Variants, Seed), cancellationToken));
        return new CopySet(variants, Values) { Model = model.Name };
    }
}
