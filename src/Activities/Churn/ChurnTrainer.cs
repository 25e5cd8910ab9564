using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Activities.Churn;

/// <summary>Trains LightGBM through ML.NET and hands back plain trees with Platt's calibration folded into leaves and bias.</summary>
public static class ChurnTrainer
{
    /// <param name="rows">Every row labelled. Both labels must occur.</param>
    /// <param name="seed">The same rows and seed give the same trees.</param>
    /// <exception cref="ChurnTrainingException">Too few rows, or only one label; the message says how many are needed and how many there are.</exception>
    public static TrainedChurn Train(IReadOnlyList<ChurnRow> rows, int seed, CancellationToken cancellationToken)
    {
        const int Least = 200;
        var leavers = rows.Count(r => r.Left == true);
        if (rows.Count < Least || leavers < 20 || rows.Count - leavers < 20)
            throw new ChurnTrainingException($"Churn needs at least {Least} customers with 20 who left and 20 who stayed; there are {rows.Count}, {leavers} of whom left.");
        cancellationToken.ThrowIfCancellationRequested();

        var ml = new MLContext(seed);
        var width = rows[0].Features.Length;
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        var data = ml.Data.LoadFromEnumerable(rows.Select(r => new Example { Label = r.Left!.Value, Features = r.Features }), schema);
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 150,
            LearningRate = 0.05,
            NumberOfLeaves = 12,
            MinimumExampleCountPerLeaf = 30,
            Seed = seed,
            Deterministic = true,
            // More threads spin in OpenMP: 82 s against 5 s on a busy machine.
            NumberOfThreads = 1,
            Booster = new GradientBooster.Options { L2Regularization = 1, FeatureFraction = 0.8, SubsampleFraction = 0.8, SubsampleFrequency = 1 },
        });
        var model = trainer.Fit(data);
        var trees = Fold(model.Model, rows, width);
        return new TrainedChurn(trees, row => Score(ml, model, schema, row));
    }

    private static TreeEnsemble Fold(CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> model, IReadOnlyList<ChurnRow> rows, int width)
    {
        // Platt: p = 1 / (1 + exp(slope * score + offset)), so the log-odds are -(slope * score + offset).
        var (slope, offset) = (-model.Calibrator.Slope, -model.Calibrator.Offset);
        var ensemble = model.SubModel.TrainedTreeEnsemble;
        var trees = ensemble.Trees.Select((tree, i) => Plain(tree, ensemble.TreeWeights[i] * slope)).ToList();
        foreach (var row in rows)
        {
            foreach (var tree in trees)
                tree.LeafCover[tree.LeafOf(row.Features)]++;
        }
        return new TreeEnsemble(trees, slope * ensemble.Bias + offset, width);
    }

    private static Tree Plain(RegressionTree tree, double factor) => new(
        [.. tree.LeftChild],
        [.. tree.RightChild],
        [.. tree.NumericalSplitFeatureIndexes],
        [.. tree.NumericalSplitThresholds],
        [.. tree.LeafValues.Select(v => v * factor)],
        new double[tree.LeafValues.Count]);

    private static double[] Score(MLContext ml, BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> model, SchemaDefinition schema, IReadOnlyList<ChurnRow> rows)
    {
        var data = ml.Data.LoadFromEnumerable(rows.Select(r => new Example { Label = r.Left ?? false, Features = r.Features }), schema);
        return [.. model.Transform(data).GetColumn<float>("Probability").Select(p => (double)p)];
    }

    private sealed class Example
    {
        public bool Label { get; set; }
        public float[] Features { get; set; } = [];
    }
}

/// <param name="Trees">The model, calibrated.</param>
/// <param name="Probabilities">ML.NET's own answer for rows, to hold the export against.</param>
public sealed record TrainedChurn(TreeEnsemble Trees, Func<IReadOnlyList<ChurnRow>, double[]> Probabilities);

public sealed class ChurnTrainingException(string message) : Exception(message);
