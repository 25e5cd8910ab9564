namespace Activities.Churn;

/// <summary>
/// From events to an evaluated model: snapshots of all customers at several cut-offs, split in time. The newest cut-off whose horizon has passed is
/// held out; every training horizon ends before it begins.
/// </summary>
public sealed class ChurnLearning(IChurnStore store, TimeProvider clock)
{
    public static TimeSpan Horizon { get; } = TimeSpan.FromDays(60);

    /// <summary>From the first order: less leaves no room for training, its horizon and the test's.</summary>
    public static TimeSpan LeastHistory { get; } = 3 * Horizon;

    private const int Snapshots = 5;
    private const int Seed = 17;

    /// <exception cref="ChurnTrainingException">The shop's history is too short or too small; the message names the limit and the value.</exception>
    public async Task<(TrainedChurn Model, ChurnCard Card)> LearnAsync(Action<string, double> progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var first = await store.FirstOrderAsync(cancellationToken) ?? throw new ChurnTrainingException("Churn needs orders to learn from; there are none.");
        if (now - first < LeastHistory)
            throw new ChurnTrainingException($"Churn needs {LeastHistory.Days} days of orders; the first was {(int)(now - first).TotalDays} days ago.");

        var testCutoff = now - Horizon;
        var test = await store.RowsAsync(testCutoff, Horizon, null, cancellationToken);
        var train = new List<ChurnRow>();
        var cutoffs = Enumerable.Range(1, Snapshots).Select(i => testCutoff - Horizon - (i - 1) * TimeSpan.FromDays(30)).Where(c => c - first >= Horizon / 2).ToList();
        foreach (var (cutoff, i) in cutoffs.Select((c, i) => (c, i)))
        {
            progress("snapshots", 0.6 * (i + 1) / cutoffs.Count);
            train.AddRange(await store.RowsAsync(cutoff, Horizon, null, cancellationToken));
        }
        progress("training", 0.65);
        var model = await Task.Run(() => ChurnTrainer.Train(train, Seed, cancellationToken), cancellationToken);
        progress("evaluating", 0.85);
        var card = await Task.Run(() => Evaluate(model, train, test, now, cutoffs[0], testCutoff), cancellationToken);
        return (model, card);
    }

    private static ChurnCard Evaluate(TrainedChurn model, IReadOnlyList<ChurnRow> train, IReadOnlyList<ChurnRow> test, DateTimeOffset now, DateTimeOffset trainCutoff, DateTimeOffset testCutoff)
    {
        if (test.Count == 0)
            throw new ChurnTrainingException($"Nobody ordered in the year before {testCutoff:yyyy-MM-dd}, so nothing can be held out to test on.");
        List<(double Score, bool Left)> Scored(IEnumerable<ChurnRow> rows) => [.. rows.Select(r => (TreeEnsemble.Probability(model.Trees.LogOdds(r.Features)), r.Left!.Value))];
        var seen = Scored(train);
        var held = Scored(test);
        var baseline = ChurnEvaluation.Auc([.. test.Select(r => ((double)r.Features[ChurnFeatures.RecencyIndex], r.Left!.Value))]) ?? 0.5;
        var threshold = ChurnEvaluation.BestThreshold(seen);
        return new ChurnCard
        {
            Version = now.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture),
            TrainedAt = now,
            HorizonDays = Horizon.Days,
            TrainCutoff = trainCutoff,
            TestCutoff = testCutoff,
            TrainRows = train.Count,
            TestRows = test.Count,
            BaseRate = held.Average(r => r.Left ? 1.0 : 0.0),
            Metrics = ChurnEvaluation.At(threshold, held, baseline),
            Calibration = ChurnEvaluation.Calibration(held),
            Features = Importance(model.Trees, test),
            Groups = [.. test.Zip(held).GroupBy(p => p.First.Group).OrderByDescending(g => g.Count()).Take(8).Select(g => Group(g.Key, [.. g.Select(p => p.Second)]))],
            Roc = [.. ChurnEvaluation.Roc(held).Select(p => new ChurnRocPoint(p.FalsePositive, p.TruePositive))],
            HighThreshold = Quantile(seen, 0.75),
            MediumThreshold = Quantile(seen, 0.45),
        };
    }

    private static ChurnGroup Group(string value, IReadOnlyList<(double Score, bool Left)> rows) =>
        new("language", value, rows.Count, rows.Average(r => r.Left ? 1.0 : 0.0), rows.Average(r => r.Score), ChurnEvaluation.Auc(rows));

    private static double Quantile(IEnumerable<(double Score, bool Left)> rows, double q)
    {
        var sorted = rows.Select(r => r.Score).Order().ToList();
        return Math.Round(sorted[(int)(q * (sorted.Count - 1))], 2);
    }

    private static IReadOnlyList<ChurnImportance> Importance(TreeEnsemble trees, IReadOnlyList<ChurnRow> test)
    {
        const int Sample = 200;
        var shap = new TreeShap(trees);
        var shares = test.Where((_, i) => i % Math.Max(1, test.Count / Sample) == 0).Select(r => shap.Explain(r.Features)).ToList();
        return [.. ChurnFeatures.Names.Select((name, f) => new ChurnImportance(name, shares.Average(s => Math.Abs(s[f])))).OrderByDescending(i => i.Importance)];
    }
}
