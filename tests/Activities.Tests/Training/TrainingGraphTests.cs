using Activities.Copy;
using Training.Trainer;
using Xunit;

namespace Activities.Tests.Training;

public sealed class TrainingGraphTests
{
    private static readonly DecoderShape Tiny = new(Vocabulary: 23, Width: 32, Hidden: 24, Layers: 2, Heads: 2, KeyHeads: 2, Context: 8);

    private static readonly Batch Rows = Batch.Of([[1, 4, 7, 2, 9, 3], [5, 5, 6, 8, 22], [1, 4, 7, 2, 9, 10, 11]], prompt: 2, length: 8);

    [Fact]
    public void The_gradient_of_every_weight_agrees_with_finite_differences()
    {
        var random = new Random(5);
        var weights = new float[Tiny.Parameters];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.NextDouble() - 0.5) * 0.6f;
        using var step = new GradientStep(Tiny, weights);
        step.Run(Rows);
        var gradient = step.Gradient.ToArray();

        foreach (var weight in Tiny.Weights)
        {
            // The derivative along a random direction within one weight: one number that every element of its gradient takes part in.
            var direction = Enumerable.Range(0, weight.Length).Select(_ => random.Next(2) == 0 ? 1f : -1f).ToArray();
            var expected = direction.Select((d, i) => (double)d * gradient[weight.Offset + i]).Sum();
            var scale = Math.Sqrt(direction.Select((_, i) => Math.Pow(gradient[weight.Offset + i], 2)).Sum());
            const float Nudge = 2e-3f;
            var measured = (LossAt(+Nudge) - LossAt(-Nudge)) / (2 * Nudge);
            Assert.True(Math.Abs(measured - expected) < 0.01 * scale + 0.005, $"{weight.Name}: {expected} by the graph, {measured} measured, length {scale}");

            double LossAt(float nudge)
            {
                var before = weights.AsSpan(weight.Offset, weight.Length).ToArray();
                for (var i = 0; i < weight.Length; i++)
                    weights[weight.Offset + i] += nudge * direction[i];
                var loss = step.Run(Rows);
                before.CopyTo(weights, weight.Offset);
                return loss;
            }
        }
    }

    [Fact]
    public void The_decoder_gives_a_text_the_same_probability_as_the_training_graph()
    {
        int[] document = [1, 4, 7, 2, 9, 3, 11, 5];
        var random = new Random(5);
        var weights = new float[Tiny.Parameters];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.NextDouble() - 0.5) * 1.5f;
        using var step = new GradientStep(Tiny, weights);
        var expected = step.Run(Batch.Of([document], prompt: 3, length: 8));

        using var decoder = new Activities.Copy.Decoder(DecoderGraph.Build(Tiny, weights, positions: 16, half: false), threads: 1);
        using var generation = decoder.Start([document[..3]]);
        var loss = 0.0;
        foreach (var token in document[3..])
        {
            var logits = generation.Logits(0).ToArray();
            loss += Math.Log(logits.Sum(l => Math.Exp(l))) - logits[token];
            generation.Append([token]);
        }

        Assert.Equal(expected, loss, 1e-3 * expected);
    }

    [Fact]
    public void The_same_seed_trains_the_same_weights_and_the_loss_falls()
    {
        int[][] documents = [.. Enumerable.Range(0, 40).Select(i => new[] { 1, 2 + i % 3, 5 + i % 3, 8 + i % 3, 11, 12, 13 })];
        var plan = new TrainingPlan(Tokens: 12_000, BatchTokens: 80, Workers: 2, PeakRate: 3e-3f, Seed: 7);
        var losses = new List<float>();

        var first = new DecoderTrainer(Tiny, plan, prompt: 2).Train(documents, (_, loss, _) => losses.Add(loss));
        var second = new DecoderTrainer(Tiny, plan, prompt: 2).Train(documents, (_, _, _) => { });

        Assert.Equal(first, second);
        Assert.True(losses[^1] < 0.2f * losses[0], $"from {losses[0]} to {losses[^1]}");
    }
}
