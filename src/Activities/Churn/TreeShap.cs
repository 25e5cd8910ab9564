namespace Activities.Churn;

/// <summary>
/// Exact path-dependent TreeSHAP (Lundberg, Erion and Lee, "Consistent Individualized Feature Attribution for Tree Ensembles", 2018, algorithm 2):
/// each feature's share of one row's log-odds. The shares and the expected value add up to the log-odds.
/// </summary>
public sealed class TreeShap
{
    private readonly TreeEnsemble _ensemble;
    private readonly double[][] _cover;

    public TreeShap(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        _cover = [.. ensemble.Trees.Select(NodeCover)];
        ExpectedValue = ensemble.Bias + ensemble.Trees.Sum(t => t.LeafValues.Zip(t.LeafCover, (v, c) => v * c).Sum() / t.LeafCover.Sum());
    }

    /// <summary>The mean log-odds over the training rows.</summary>
    public double ExpectedValue { get; }

    /// <returns>One share per feature, in log-odds; above 0 pushes towards leaving.</returns>
    public double[] Explain(ReadOnlySpan<float> features)
    {
        var shares = new double[_ensemble.FeatureCount];
        for (var i = 0; i < _ensemble.Trees.Count; i++)
            new Walk(_ensemble.Trees[i], _cover[i], shares).Recurse(features, 0, [], 1, 1, -1);
        return shares;
    }

    private static double[] NodeCover(Tree tree)
    {
        var cover = new double[tree.Left.Length];
        double Of(int child) => child < 0 ? tree.LeafCover[~child] : cover[child] = Of(tree.Left[child]) + Of(tree.Right[child]);
        if (cover.Length > 0)
            _ = Of(0);
        return cover;
    }

    private struct Step
    {
        public int Feature;
        public double Zero;
        public double One;
        public double Weight;
    }

    private sealed class Walk(Tree tree, double[] cover, double[] shares)
    {
        public void Recurse(ReadOnlySpan<float> features, int node, Step[] parent, double zero, double one, int feature)
        {
            var path = Extend(parent, zero, one, feature);
            if (node < 0 || tree.Left.Length == 0)
            {
                var value = tree.LeafValues[node < 0 ? ~node : 0];
                for (var i = 1; i < path.Length; i++)
                    shares[path[i].Feature] += UnwoundSum(path, i) * (path[i].One - path[i].Zero) * value;
                return;
            }
            var split = tree.Features[node];
            var goesLeft = features[split] <= tree.Thresholds[node];
            var (hot, cold) = goesLeft ? (tree.Left[node], tree.Right[node]) : (tree.Right[node], tree.Left[node]);
            double incomingZero = 1, incomingOne = 1;
            // A feature met before on this path is taken out first, so that it counts once.
            var met = Array.FindIndex(path, 1, s => s.Feature == split);
            if (met > 0)
            {
                (incomingZero, incomingOne) = (path[met].Zero, path[met].One);
                path = Unwind(path, met);
            }
            Recurse(features, hot, path, incomingZero * Cover(hot) / cover[node], incomingOne, split);
            Recurse(features, cold, path, incomingZero * Cover(cold) / cover[node], 0, split);
        }

        private double Cover(int child) => child < 0 ? tree.LeafCover[~child] : cover[child];

        private static Step[] Extend(Step[] parent, double zero, double one, int feature)
        {
            var depth = parent.Length;
            var path = new Step[depth + 1];
            parent.CopyTo(path, 0);
            path[depth] = new Step { Feature = feature, Zero = zero, One = one, Weight = depth == 0 ? 1 : 0 };
            for (var i = depth - 1; i >= 0; i--)
            {
                path[i + 1].Weight += one * path[i].Weight * (i + 1) / (depth + 1);
                path[i].Weight = zero * path[i].Weight * (depth - i) / (depth + 1);
            }
            return path;
        }

        private static Step[] Unwind(Step[] path, int index)
        {
            var depth = path.Length - 1;
            var result = path[..^1];
            var (one, zero) = (path[index].One, path[index].Zero);
            var next = path[depth].Weight;
            for (var i = depth - 1; i >= 0; i--)
            {
                if (one != 0)
                {
                    var weight = result[i].Weight;
                    result[i].Weight = next * (depth + 1) / ((i + 1) * one);
                    next = weight - result[i].Weight * zero * (depth - i) / (depth + 1);
                }
                else
                {
                    result[i].Weight = result[i].Weight * (depth + 1) / (zero * (depth - i));
                }
            }
            for (var i = index; i < depth; i++)
                (result[i].Feature, result[i].Zero, result[i].One) = (path[i + 1].Feature, path[i + 1].Zero, path[i + 1].One);
            return result;
        }

        private static double UnwoundSum(Step[] path, int index)
        {
            var depth = path.Length - 1;
            var (one, zero) = (path[index].One, path[index].Zero);
            var next = path[depth].Weight;
            double total = 0;
            for (var i = depth - 1; i >= 0; i--)
            {
                if (one != 0)
                {
                    var weight = next * (depth + 1) / ((i + 1) * one);
                    total += weight;
                    next = path[i].Weight - weight * zero * (depth - i) / (depth + 1);
                }
                else
                {
                    total += path[i].Weight / zero * (depth + 1) / (depth - i);
                }
            }
            return total;
        }
    }
}
