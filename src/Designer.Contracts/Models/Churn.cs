namespace Designer.Contracts.Models;

/// <summary>GET /api/models/churn; 404 until it was trained. POST /api/models/churn/train answers 202 and GET …/status tells.</summary>
public sealed record ChurnModelCard(string Version, DateTimeOffset TrainedAt, int HorizonDays, DateTimeOffset TrainCutoff, DateTimeOffset TestCutoff, int TrainRows, int TestRows, double BaseRate, ChurnMetrics Metrics, IReadOnlyList<CalibrationBin> Calibration, IReadOnlyList<FeatureImportance> Features, IReadOnlyList<GroupMetrics> Groups, double HighThreshold, double MediumThreshold)
{
    public IReadOnlyList<RocPoint> Roc { get; init; } = [];
}

/// <summary>On held-out data, later in time than any the model saw; precision, recall and F1 at <see cref="Threshold"/>.</summary>
public sealed record ChurnMetrics(double Threshold, double Accuracy, double Precision, double Recall, double F1, double Auc, double BaselineAuc, double LogLoss, int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives);

public sealed record CalibrationBin(double Predicted, double Observed, int Count);

/// <param name="Importance">Mean absolute TreeSHAP over a sample of the held-out rows.</param>
public sealed record FeatureImportance(string Feature, double Importance);

public sealed record GroupMetrics(string Attribute, string Value, int Count, double ObservedRate, double MeanScore, double? Auc);

public sealed record RocPoint(double FalsePositiveRate, double TruePositiveRate);

/// <summary>State: idle, running, failed.</summary>
public sealed record TrainingStatus(string State, string? Step, double? Progress, string? Fault);

/// <summary>GET /api/contacts/{id}/churn.</summary>
public sealed record ChurnAnswer(long ContactId, double Probability, string Band, DateTimeOffset At, IReadOnlyList<ChurnReasonRow> Reasons);

/// <param name="Contribution">Log-odds; above 0 pushes towards leaving.</param>
public sealed record ChurnReasonRow(string Feature, double Value, double Contribution);
