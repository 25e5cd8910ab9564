using Activities.Churn;
using Xunit;

namespace Activities.Tests.Churn;

public sealed class ChurnEvaluationTests
{
    private static readonly (double, bool)[] Rows = [(0.9, true), (0.8, false), (0.7, true), (0.3, false), (0.3, true), (0.1, false)];

    [Fact]
    public void Auc_counts_pairs_in_the_right_order_and_ties_by_half() =>
        // Of the 9 pairs: 0.9 beats 3, 0.7 beats 2, 0.3 beats 1 and ties 1.
        Assert.Equal(6.5 / 9, ChurnEvaluation.Auc(Rows)!.Value, 12);

    [Fact]
    public void Auc_of_one_label_is_unknown() => Assert.Null(ChurnEvaluation.Auc([(0.5, true), (0.6, true)]));

    [Fact]
    public void Metrics_follow_from_the_four_counts()
    {
        var metrics = ChurnEvaluation.At(0.5, Rows, 0.5);
        Assert.Equal((2, 1, 2, 1), (metrics.TruePositives, metrics.FalsePositives, metrics.TrueNegatives, metrics.FalseNegatives));
        Assert.Equal(4.0 / 6, metrics.Accuracy, 12);
        Assert.Equal(2.0 / 3, metrics.Precision, 12);
        Assert.Equal(2.0 / 3, metrics.Recall, 12);
        Assert.Equal(2.0 / 3, metrics.F1, 12);
    }

    [Fact]
    public void The_curve_runs_from_corner_to_corner_and_never_falls()
    {
        var roc = ChurnEvaluation.Roc(Rows);
        Assert.Equal((0, 0), roc[0]);
        Assert.Equal((1, 1), roc[^1]);
        Assert.All(roc.Zip(roc.Skip(1)), p => Assert.True(p.First.FalsePositive <= p.Second.FalsePositive && p.First.TruePositive <= p.Second.TruePositive));
    }

    [Fact]
    public void Calibration_counts_every_row_once() => Assert.Equal(Rows.Length, ChurnEvaluation.Calibration(Rows).Sum(b => b.Count));
}
