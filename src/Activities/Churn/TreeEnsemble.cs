namespace Activities.Churn;

/// <summary>
/// Boosted trees as plain arrays, with a bias; the sum over trees plus the bias is the log-odds of leaving. Node 0 is the root; a child below zero is
/// leaf number ~child, as LightGBM and ML.NET number them.
/// </summary>
public sealed record TreeEnsemble(IReadOnlyList<Tree> Trees, double Bias, int FeatureCount)
{
    public double LogOdds(ReadOnlySpan<float> features)
    {
        var sum = Bias;
        foreach (var tree in Trees)
            sum += tree.LeafValues[tree.LeafOf(features)];
        return sum;
    }

    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}

/// <param name="Thresholds">A value at or below goes left.</param>
/// <param name="LeafCover">How many training rows fell into each leaf; TreeSHAP weighs unknown branches by them.</param>
public sealed record Tree(int[] Left, int[] Right, int[] Features, float[] Thresholds, double[] LeafValues, double[] LeafCover)
{
    public int LeafOf(ReadOnlySpan<float> features)
    {
        if (Left.Length == 0)
            return 0;
        var node = 0;
        while (node >= 0)
            node = features[Features[node]] <= Thresholds[node] ? Left[node] : Right[node];
        return ~node;
    }
}
