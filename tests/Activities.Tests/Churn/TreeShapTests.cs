using Activities.Churn;
using Xunit;

namespace Activities.Tests.Churn;

public sealed class TreeShapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Equals_brute_force_Shapley_values(int seed)
    {
        var random = new Random(seed);
        const int Features = 5;
        var ensemble = new TreeEnsemble([.. Enumerable.Range(0, 3).Select(_ => RandomTree(random, Features, depth: 4))], 0.3, Features);
        var shap = new TreeShap(ensemble);
        for (var i = 0; i < 20; i++)
        {
            var row = Row(random, Features);
            var shares = shap.Explain(row);
            for (var f = 0; f < Features; f++)
                Assert.Equal(BruteForce(ensemble, row, f), shares[f], 10);
        }
    }

    [Fact]
    public void Shares_and_expected_value_add_up_to_the_log_odds()
    {
        var random = new Random(5);
        var ensemble = new TreeEnsemble([.. Enumerable.Range(0, 20).Select(_ => RandomTree(random, 8, depth: 6))], -0.7, 8);
        var shap = new TreeShap(ensemble);
        for (var i = 0; i < 50; i++)
        {
            var row = Row(random, 8);
            Assert.Equal(ensemble.LogOdds(row), shap.ExpectedValue + shap.Explain(row).Sum(), 9);
        }
    }

    [Fact]
    public void A_tree_of_one_leaf_explains_nothing()
    {
        var ensemble = new TreeEnsemble([new Tree([], [], [], [], [0.4], [10])], 0.1, 2);
        var shap = new TreeShap(ensemble);
        Assert.Equal([0.0, 0.0], shap.Explain([1f, 2f]));
        Assert.Equal(0.5, shap.ExpectedValue, 12);
    }

    /// <summary>The definition: the mean marginal contribution over all orders, absent features weighed by cover.</summary>
    private static double BruteForce(TreeEnsemble ensemble, float[] row, int feature)
    {
        var n = ensemble.FeatureCount;
        double total = 0;
        for (var set = 0; set < 1 << n; set++)
        {
            if ((set & (1 << feature)) != 0)
                continue;
            var size = System.Numerics.BitOperations.PopCount((uint)set);
            var weight = Factorial(size) * Factorial(n - size - 1) / Factorial(n);
            total += weight * (Value(ensemble, row, set | (1 << feature)) - Value(ensemble, row, set));
        }
        return total;
    }

    private static double Value(TreeEnsemble ensemble, float[] row, int known) => ensemble.Trees.Sum(tree => Value(tree, row, known, 0));

    private static double Value(Tree tree, float[] row, int known, int node)
    {
        if (node < 0)
            return tree.LeafValues[~node];
        if ((known & (1 << tree.Features[node])) != 0)
            return Value(tree, row, known, row[tree.Features[node]] <= tree.Thresholds[node] ? tree.Left[node] : tree.Right[node]);
        var (left, right) = (Cover(tree, tree.Left[node]), Cover(tree, tree.Right[node]));
        return (left * Value(tree, row, known, tree.Left[node]) + right * Value(tree, row, known, tree.Right[node])) / (left + right);
    }

    private static double Cover(Tree tree, int node) => node < 0 ? tree.LeafCover[~node] : Cover(tree, tree.Left[node]) + Cover(tree, tree.Right[node]);

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    private static float[] Row(Random random, int features) => [.. Enumerable.Range(0, features).Select(_ => random.NextSingle())];

    private static Tree RandomTree(Random random, int features, int depth)
    {
        List<int> left = [], right = [], split = [];
        List<float> thresholds = [];
        List<double> values = [], cover = [];
        int Grow(int remaining)
        {
            if (remaining == 0 || (remaining < depth && random.NextDouble() < 0.2))
            {
                values.Add(random.NextDouble() - 0.5);
                cover.Add(random.Next(1, 50));
                return ~(values.Count - 1);
            }
            var node = left.Count;
            left.Add(0);
            right.Add(0);
            split.Add(random.Next(features));
            thresholds.Add(random.NextSingle());
            left[node] = Grow(remaining - 1);
            right[node] = Grow(remaining - 1);
            return node;
        }
        Grow(depth);
        return new Tree([.. left], [.. right], [.. split], [.. thresholds], [.. values], [.. cover]);
    }
}
