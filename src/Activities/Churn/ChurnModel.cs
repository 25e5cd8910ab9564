using Activities.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Activities.Churn;

/// <summary>A trained model as it is kept and used: an ONNX TreeEnsembleRegressor with a sigmoid scored by ONNX Runtime in batches, and its trees for the reasons.</summary>
public sealed class ChurnModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly TreeShap _shap;

    public ChurnModel(byte[] onnx, TreeEnsemble trees, ChurnCard card)
    {
        _session = OnnxSession.Open(onnx);
        _shap = new TreeShap(trees);
        Card = card;
    }

    public ChurnCard Card { get; }

    /// <summary>Probabilities of leaving, row by row.</summary>
    public float[] Score(IReadOnlyList<ChurnRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var width = rows[0].Features.Length;
        var flat = new float[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
            rows[i].Features.CopyTo(flat, i * width);
        using var input = OrtValue.CreateTensorValueFromMemory(flat, [rows.Count, width]);
        using var run = new RunOptions();
        using var output = _session.Run(run, [ChurnOnnx.Input], [input], [ChurnOnnx.Output]);
        return output[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The features with the largest shares of this score, largest first.</summary>
    public IReadOnlyList<ChurnReason> Reasons(ChurnRow row, int count)
    {
        var shares = _shap.Explain(row.Features);
        return
        [
            .. Enumerable.Range(0, shares.Length).OrderByDescending(f => Math.Abs(shares[f])).Take(count)
                .Select(f => new ChurnReason(ChurnFeatures.Names[f], row.Features[f], shares[f])),
        ];
    }

    public ChurnBand BandOf(double probability) =>
        probability >= Card.HighThreshold ? ChurnBand.High : probability >= Card.MediumThreshold ? ChurnBand.Medium : ChurnBand.Low;

    public void Dispose() => _session.Dispose();
}

public enum ChurnBand { High, Medium, Low }
