using Activities.Churn;
using Designer.Contracts.Models;

namespace Designer.Server.Churn;

/// <summary>The card as the interface shows it.</summary>
internal static class ChurnCards
{
    public static ChurnModelCard Contract(ChurnCard card) => new(
        card.Version, card.TrainedAt, card.HorizonDays, card.TrainCutoff, card.TestCutoff, card.TrainRows, card.TestRows, card.BaseRate, Contract(card.Metrics),
        [.. card.Calibration.Select(b => new CalibrationBin(b.Predicted, b.Observed, b.Count))],
        [.. card.Features.Select(f => new FeatureImportance(f.Feature, f.Importance))],
        [.. card.Groups.Select(g => new GroupMetrics(g.Attribute, g.Value, g.Count, g.ObservedRate, g.MeanScore, g.Auc))],
        card.HighThreshold, card.MediumThreshold)
    {
        Roc = [.. card.Roc.Select(p => new RocPoint(p.FalsePositiveRate, p.TruePositiveRate))],
    };

    private static Designer.Contracts.Models.ChurnMetrics Contract(Activities.Churn.ChurnMetrics m) =>
        new(m.Threshold, m.Accuracy, m.Precision, m.Recall, m.F1, m.Auc, m.BaselineAuc, m.LogLoss, m.TruePositives, m.FalsePositives, m.TrueNegatives, m.FalseNegatives);
}
