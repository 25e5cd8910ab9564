namespace Activities.Churn;

/// <summary>The model card: what the model was trained on and how good it is on later, unseen data. Stored beside the model as a document.</summary>
public sealed record ChurnCard
{
    public required string Version { get; init; }
    public required DateTimeOffset TrainedAt { get; init; }
    public required int HorizonDays { get; init; }

    /// <summary>The latest cut-off that training saw; its horizon ends before <see cref="TestCutoff"/>.</summary>
    public required DateTimeOffset TrainCutoff { get; init; }

    public required DateTimeOffset TestCutoff { get; init; }
    public required int TrainRows { get; init; }
    public required int TestRows { get; init; }

    /// <summary>Share of the held-out customers who left.</summary>
    public required double BaseRate { get; init; }

    public required ChurnMetrics Metrics { get; init; }
    public required IReadOnlyList<ChurnBin> Calibration { get; init; }
    public required IReadOnlyList<ChurnImportance> Features { get; init; }
    public required IReadOnlyList<ChurnGroup> Groups { get; init; }
    public required IReadOnlyList<ChurnRocPoint> Roc { get; init; }

    /// <summary>From here on a score is High; from <see cref="MediumThreshold"/> on Medium; below, Low.</summary>
    public required double HighThreshold { get; init; }

    public required double MediumThreshold { get; init; }
}

public sealed record ChurnMetrics(double Threshold, double Accuracy, double Precision, double Recall, double F1, double Auc, double BaselineAuc, double LogLoss, int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives);

public sealed record ChurnBin(double Predicted, double Observed, int Count);

public sealed record ChurnImportance(string Feature, double Importance);

public sealed record ChurnGroup(string Attribute, string Value, int Count, double ObservedRate, double MeanScore, double? Auc);

public sealed record ChurnRocPoint(double FalsePositiveRate, double TruePositiveRate);
