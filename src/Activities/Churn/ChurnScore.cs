namespace Activities.Churn;

/// <summary>The probability (0 to 1) that a contact orders nothing within the horizon, and why.</summary>
public sealed record ChurnScore(long ContactId, double Probability, DateTimeOffset At, string Model)
{
    public IReadOnlyList<ChurnReason> Reasons { get; init; } = [];
}

/// <summary>A feature's exact share (TreeSHAP, in log-odds) of one score.</summary>
public sealed record ChurnReason(string Feature, double Value, double Contribution);
