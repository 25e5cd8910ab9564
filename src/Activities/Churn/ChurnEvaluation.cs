namespace Activities.Churn;

/// <summary>How good scores are against what happened; rows are (score, left).</summary>
public static class ChurnEvaluation
{
    /// <summary>The probability that someone who left scores above someone who stayed; ties count half (Mann-Whitney).</summary>
    /// <returns>Null when only one label occurs.</returns>
    public static double? Auc(IReadOnlyList<(double Score, bool Left)> rows)
    {
        double positives = rows.Count(r => r.Left), negatives = rows.Count - positives, rankSum = 0, seen = 0;
        if (positives == 0 || negatives == 0)
            return null;
        foreach (var tie in rows.GroupBy(r => r.Score).OrderBy(g => g.Key))
        {
            var size = tie.Count();
            rankSum += tie.Count(r => r.Left) * (seen + (size + 1) / 2.0);
            seen += size;
        }
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    public static ChurnMetrics At(double threshold, IReadOnlyList<(double Score, bool Left)> rows, double baselineAuc)
    {
        int tp = 0, fp = 0, tn = 0, fn = 0;
        double loss = 0;
        foreach (var (score, left) in rows)
        {
            var said = score >= threshold;
            if (said && left) tp++;
            else if (said) fp++;
            else if (left) fn++;
            else tn++;
            var p = Math.Clamp(score, 1e-12, 1 - 1e-12);
            loss -= Math.Log(left ? p : 1 - p);
        }
        var precision = tp + fp == 0 ? 0 : (double)tp / (tp + fp);
        var recall = tp + fn == 0 ? 0 : (double)tp / (tp + fn);
        var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new ChurnMetrics(threshold, (double)(tp + tn) / rows.Count, precision, recall, f1, Auc(rows) ?? double.NaN, baselineAuc, loss / rows.Count, tp, fp, tn, fn);
    }

    /// <summary>The threshold with the highest F1; chosen on training scores, never on the rows it is reported for.</summary>
    public static double BestThreshold(IReadOnlyList<(double Score, bool Left)> rows) =>
        Enumerable.Range(1, 99).Select(i => i / 100.0).MaxBy(t => At(t, rows, 0).F1);

    /// <summary>Ten bins of equal width; empty ones are left out.</summary>
    public static IReadOnlyList<ChurnBin> Calibration(IReadOnlyList<(double Score, bool Left)> rows) =>
    [
        .. rows.GroupBy(r => Math.Min(9, (int)(r.Score * 10))).OrderBy(g => g.Key)
            .Select(g => new ChurnBin(g.Average(r => r.Score), g.Average(r => r.Left ? 1.0 : 0.0), g.Count())),
    ];

    /// <summary>False-positive and true-positive rate from the strictest threshold to the mildest, at most about 100 points.</summary>
    public static IReadOnlyList<(double FalsePositive, double TruePositive)> Roc(IReadOnlyList<(double Score, bool Left)> rows)
    {
        double positives = rows.Count(r => r.Left), negatives = rows.Count - positives;
        var sorted = rows.OrderByDescending(r => r.Score).ToList();
        var stride = Math.Max(1, sorted.Count / 100);
        var points = new List<(double, double)> { (0, 0) };
        double tp = 0, fp = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (sorted[i].Left) tp++;
            else fp++;
            var last = i == sorted.Count - 1;
            if (last || (i % stride == 0 && sorted[i].Score != sorted[i + 1].Score))
                points.Add((negatives == 0 ? 0 : fp / negatives, positives == 0 ? 0 : tp / positives));
        }
        return points;
    }
}
