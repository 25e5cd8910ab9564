namespace Activities.Copy;

/// <summary>What a copy model is and is not, in words for the person who chooses it, with what was measured.</summary>
/// <param name="TrainedOn">Where its text came from.</param>
/// <param name="Limits">What it cannot do.</param>
public sealed record CopyCard(
    string Name,
    string Description,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Tones,
    long Parameters,
    string TrainedOn,
    string Limits)
{
    /// <summary>Measured on briefs it was never trained on; shares between 0 and 1 unless the name says otherwise.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();
}
