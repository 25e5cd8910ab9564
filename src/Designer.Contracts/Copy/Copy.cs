namespace Designer.Contracts.Copy;

/// <summary>POST /api/copy. Kind: campaign, subject, email or post. Language: en or zh.</summary>
public sealed record CopyRequest(string Kind, string Language, string Product, string Audience, string Tone, string? Offer, int Variants)
{
    /// <summary>Null: the default model.</summary>
    public string? Model { get; init; }

    public int? Seed { get; init; }
}

public sealed record CopyResponse(string Model, IReadOnlyList<CopyVariantRow> Variants);

public sealed record CopyVariantRow(string Language, string Subject, string Preheader, string Body, string Post);

/// <summary>GET /api/models/copy: the models that can be chosen, with the card of each.</summary>
public sealed record CopyModelCard(string Name, string Description, IReadOnlyList<string> Languages, IReadOnlyList<string> Categories, IReadOnlyList<string> Audiences, IReadOnlyList<string> Tones, long Parameters, string TrainedOn, string Limits);
