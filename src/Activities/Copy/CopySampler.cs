namespace Activities.Copy;

/// <summary>Draws the next token among the likeliest of those allowed that together hold a share of their probability (top-p).</summary>
public sealed class CopySampler(Random random, float topP)
{
    /// <param name="logits">Of the whole vocabulary.</param>
    /// <param name="allowed">At least one; nothing else is ever drawn.</param>
    public int Draw(ReadOnlySpan<float> logits, IReadOnlyList<int> allowed)
    {
        var shares = new float[allowed.Count];
        var order = new int[allowed.Count];
        var highest = float.NegativeInfinity;
        foreach (var token in allowed)
            highest = Math.Max(highest, logits[token]);
        var sum = 0f;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = allowed[i];
            shares[i] = MathF.Exp(logits[allowed[i]] - highest);
            sum += shares[i];
        }
        Array.Sort(shares, order);
        Array.Reverse(shares);
        Array.Reverse(order);

        var (kept, total) = (0, 0f);
        while (kept < shares.Length && total < topP * sum)
            total += shares[kept++];
        var mark = (float)random.NextDouble() * total;
        for (var i = 0; i < kept; i++)
        {
            mark -= shares[i];
            if (mark < 0)
                return order[i];
        }
        return order[kept - 1];
    }
}
