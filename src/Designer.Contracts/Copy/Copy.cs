namespace Designer.Contracts.Copy;

/// <summary>POST /api/copy. Kind: campaign, email, subject or post. Language: en or zh.</summary>
/// <param name="Product">Its name; stands where the text says {{ product.name }}. It never reaches the model.</param>
public sealed record CopyRequest(string Kind, string Language, string Product, string Audience, string Tone, string? Offer, int Variants)
{
    /// <summary>Null: guessed from the product.</summary>
    public string? Category { get; init; }

    /// <summary>Stands where the text says {{ deadline }}.</summary>
    public string? Deadline { get; init; }

    /// <summary>Null: the default model.</summary>
    public string? Model { get; init; }

    /// <summary>The same request and seed give the same texts; null: 1.</summary>
    public int? Seed { get; init; }
}

/// <param name="Model">The model that wrote.</param>
/// <param name="Variants">Liquid templates: merge fields stay as {{ offer }}; <see cref="Values"/> has what they stand for.</param>
public sealed record CopyResponse(string Model, IReadOnlyList<CopyVariantRow> Variants)
{
    /// <summary>What was written about: the category given or guessed.</summary>
    public string Category { get; init; } = "";

    /// <summary>The values of the merge fields that are the same for everyone, by name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

public sealed record CopyVariantRow(string Language, string Subject, string Preheader, string Body, string Post);

/// <summary>GET /api/models/copy: the models that can be chosen, with the card of each.</summary>
public sealed record CopyModelCard(string Name, string Description, IReadOnlyList<string> Languages, IReadOnlyList<string> Categories, IReadOnlyList<string> Audiences, IReadOnlyList<string> Tones, long Parameters, string TrainedOn, string Limits)
{
    /// <summary>Measured on briefs the model was never trained on; shares between 0 and 1.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();
}
