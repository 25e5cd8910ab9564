using Activities.Copy;
using Activities.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Training.Trainer;

/// <summary>Rows of equal length, padded at the end, with the flat positions that count.</summary>
public sealed record Batch(int Length, int Prompt, long[] Ids, long[] Rows, long[] Targets)
{
    /// <summary>The prompts alone, one a row.</summary>
    public long[] Prompts => [.. Enumerable.Range(0, Ids.Length / Length).SelectMany(row => Ids.Skip(row * Length).Take(Prompt))];

    /// <param name="documents">Token ids, prompt first.</param>
    /// <param name="prompt">How many tokens are given rather than learned.</param>
    public static Batch Of(IReadOnlyList<int[]> documents, int prompt, int length)
    {
        var ids = new long[documents.Count * length];
        var (rows, targets) = (new List<long>(), new List<long>());
        for (var row = 0; row < documents.Count; row++)
        {
            var document = documents[row];
            for (var i = 0; i < document.Length - 1; i++)
            {
                ids[row * length + i] = document[i];
                if (i < prompt - 1)
                    continue;
                rows.Add(row * length + i);
                targets.Add(document[i + 1]);
            }
        }
        return new Batch(length, prompt, ids, [.. rows], [.. targets]);
    }
}

/// <summary>Runs training graphs, one session for each row length, on one thread; several may run side by side over the same weights.</summary>
public sealed class GradientStep : IDisposable
{
    private readonly DecoderShape shape;
    private readonly Dictionary<int, InferenceSession> sessions = [];
    private readonly List<OrtValue> values = [];
    private readonly float[] loss = new float[1];
    private readonly RunOptions options = new();
    private readonly string[] inputs;
    private readonly string[] outputs;

    /// <param name="weights">Read on every run: the optimiser changes them in place.</param>
    public GradientStep(DecoderShape shape, float[] weights)
    {
        this.shape = shape;
        Gradient = new float[weights.Length];
        inputs = [.. shape.Weights.Select(w => w.Name), "ids", "rows", "targets", .. shape.Context > 0 ? ["prompts"] : Array.Empty<string>()];
        outputs = ["loss", .. shape.Weights.Select(w => $"d.{w.Name}")];
        foreach (var weight in shape.Weights)
            values.Add(View(weights, weight));
        Outputs = [OrtValue.CreateTensorValueFromMemory(loss, []), .. shape.Weights.Select(w => View(Gradient, w))];
    }

    public float[] Gradient { get; }

    private OrtValue[] Outputs { get; }

    /// <returns>The summed loss; <see cref="Gradient"/> holds its derivative.</returns>
    public float Run(Batch batch)
    {
        if (!sessions.TryGetValue(batch.Length, out var session))
            sessions[batch.Length] = session = OnnxSession.Open(TrainingGraph.Build(shape, batch.Length, batch.Prompt));
        using var ids = OrtValue.CreateTensorValueFromMemory(batch.Ids, [batch.Ids.Length]);
        using var rows = OrtValue.CreateTensorValueFromMemory(batch.Rows, [batch.Rows.Length]);
        using var targets = OrtValue.CreateTensorValueFromMemory(batch.Targets, [batch.Targets.Length, 1]);
        using var prompts = OrtValue.CreateTensorValueFromMemory(batch.Prompts, [batch.Ids.Length / batch.Length, batch.Prompt]);
        session.Run(options, inputs, shape.Context > 0 ? [.. values, ids, rows, targets, prompts] : [.. values, ids, rows, targets], outputs, Outputs);
        return loss[0];
    }

    public void Dispose()
    {
        foreach (var session in sessions.Values)
            session.Dispose();
        foreach (var value in values.Concat(Outputs))
            value.Dispose();
        options.Dispose();
    }

    private static OrtValue View(float[] flat, DecoderWeight weight) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, flat.AsMemory(weight.Offset, weight.Length), weight.Shape);
}
