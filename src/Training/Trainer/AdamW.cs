using System.Numerics;
using Activities.Copy;

namespace Training.Trainer;

/// <summary>AdamW with decoupled decay of matrices (not of norms), fused into one pass of <see cref="Vector{T}"/>, after clipping the gradient's length to 1.</summary>
public sealed class AdamW(DecoderShape shape, float[] weights)
{
    private const float First = 0.9f, Second = 0.98f, Epsilon = 1e-8f, Decay = 0.1f;
    private readonly float[] mean = new float[weights.Length];
    private readonly float[] square = new float[weights.Length];
    private int steps;

    public void Step(float[] gradient, float rate)
    {
        steps++;
        var length = MathF.Sqrt(SquaredLength(gradient));
        var clip = length > 1 ? 1 / length : 1f;
        var unbias = 1 / (1 - MathF.Pow(First, steps));
        var unbiasSquare = 1 / (1 - MathF.Pow(Second, steps));
        foreach (var weight in shape.Weights)
        {
            var keep = new Vector<float>(1 - (weight.IsVector ? 0 : rate * Decay));
            var w = weights.AsSpan(weight.Offset, weight.Length);
            var g = gradient.AsSpan(weight.Offset, weight.Length);
            var m = mean.AsSpan(weight.Offset, weight.Length);
            var s = square.AsSpan(weight.Offset, weight.Length);
            var i = 0;
            for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var d = new Vector<float>(g[i..]) * clip;
                var first = new Vector<float>(m[i..]) * First + d * (1 - First);
                var second = new Vector<float>(s[i..]) * Second + d * d * (1 - Second);
                first.CopyTo(m[i..]);
                second.CopyTo(s[i..]);
                var move = first * (rate * unbias) / (Vector.SquareRoot(second * unbiasSquare) + new Vector<float>(Epsilon));
                (new Vector<float>(w[i..]) * keep - move).CopyTo(w[i..]);
            }
            for (; i < w.Length; i++)
            {
                var d = g[i] * clip;
                m[i] = m[i] * First + d * (1 - First);
                s[i] = s[i] * Second + d * d * (1 - Second);
                w[i] = w[i] * keep[0] - m[i] * rate * unbias / (MathF.Sqrt(s[i] * unbiasSquare) + Epsilon);
            }
        }
    }

    private static float SquaredLength(float[] gradient)
    {
        double sum = 0;
        foreach (var g in gradient)
            sum += (double)g * g;
        return (float)sum;
    }
}
