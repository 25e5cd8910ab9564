using System.Numerics;
using Activities.Copy;

namespace Training.Trainer;

/// <param name="Tokens">How many tokens (padding included) are shown in all.</param>
/// <param name="BatchTokens">Tokens of one worker's batch.</param>
/// <param name="Workers">Batches computed side by side and summed in a fixed order, so that the same seed gives the same weights.</param>
public sealed record TrainingPlan(long Tokens, int BatchTokens, int Workers, float PeakRate, int Seed)
{
    public int Steps => (int)(Tokens / ((long)BatchTokens * Workers));

    /// <summary>A short climb, a plateau, and a straight way down over the last 40 % of the steps.</summary>
    public float Rate(int step) => PeakRate * Math.Min(Math.Min(1f, (step + 1) / 40f), Math.Min(1f, (Steps - step) / (0.4f * Steps)));
}

/// <summary>Trains on documents of which the first tokens are the prompt.</summary>
public sealed class DecoderTrainer(DecoderShape shape, TrainingPlan plan, int prompt)
{
    /// <param name="report">The step, its mean loss and the weights, which go on changing afterwards.</param>
    /// <param name="begin">What an earlier plan left; null: begins from chance.</param>
    public float[] Train(IReadOnlyList<int[]> documents, Action<int, float, float[]> report, float[]? begin = null)
    {
        var random = new Random(plan.Seed);
        // Weights of a decoder without the context begin one with it: the context comes last in the order.
        var weights = Initial(shape, random);
        begin?.CopyTo(weights, 0);
        var adam = new AdamW(shape, weights);
        var workers = Enumerable.Range(0, plan.Workers).Select(_ => new GradientStep(shape, weights)).ToArray();
        using var batches = Batches(documents, random).GetEnumerator();
        for (var step = 0; step < plan.Steps; step++)
        {
            var work = workers.Select(worker => batches.MoveNext() ? (worker, batch: batches.Current) : throw new InvalidOperationException("There are no documents to train on.")).ToArray();
            var losses = new float[work.Length];
            Parallel.For(0, work.Length, new ParallelOptions { MaxDegreeOfParallelism = work.Length }, i => losses[i] = work[i].worker.Run(work[i].batch));
            var counted = work.Sum(w => w.batch.Rows.Length);
            var gradient = workers[0].Gradient;
            Combine(gradient, [.. workers.Skip(1).Select(w => w.Gradient)], 1f / counted);
            adam.Step(gradient, plan.Rate(step));
            report(step, losses.Sum() / counted, weights);
        }
        foreach (var worker in workers)
            worker.Dispose();
        return weights;
    }

    /// <summary>Rows are grouped by length in steps of eight, so that little of a batch is padding; the order is shuffled anew in every pass.</summary>
    private IEnumerable<Batch> Batches(IReadOnlyList<int[]> documents, Random random)
    {
        while (documents.Count > 0)
        {
            var shuffled = documents.ToArray();
            random.Shuffle(shuffled);
            var batches = new List<Batch>();
            foreach (var group in shuffled.GroupBy(d => (d.Length + 6) / 8 * 8).OrderBy(g => g.Key))
                batches.AddRange(group.Chunk(Math.Max(1, plan.BatchTokens / group.Key)).Select(chunk => Batch.Of(chunk, prompt, group.Key)));
            var order = batches.ToArray();
            random.Shuffle(order);
            foreach (var batch in order)
                yield return batch;
        }
    }

    private static float[] Initial(DecoderShape shape, Random random)
    {
        var weights = new float[shape.Parameters];
        foreach (var weight in shape.Weights)
        {
            var residual = weight.Name.EndsWith(".out", StringComparison.Ordinal) || weight.Name.EndsWith(".down", StringComparison.Ordinal);
            var spread = weight.Name is "embedding" or "context" ? 0.02f : 0.7f / MathF.Sqrt(weight.Rows) / (residual ? MathF.Sqrt(2 * shape.Layers) : 1);
            for (var i = 0; i < weight.Length; i++)
                weights[weight.Offset + i] = weight.IsVector ? 1 : spread * Normal(random);
        }
        return weights;
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static void Combine(float[] sum, float[][] others, float scale)
    {
        for (var i = 0; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var total = new Vector<float>(sum, i);
            foreach (var other in others)
                total += new Vector<float>(other, i);
            (total * scale).CopyTo(sum, i);
        }
        for (var i = sum.Length / Vector<float>.Count * Vector<float>.Count; i < sum.Length; i++)
            sum[i] = (sum[i] + others.Sum(o => o[i])) * scale;
    }
}
