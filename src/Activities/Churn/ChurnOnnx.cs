using Activities.Onnx;

namespace Activities.Churn;

/// <summary>
/// Writes boosted trees as ONNX: TreeEnsembleRegressor (ai.onnx.ml 3, BRANCH_LEQ, bias as base value) and Sigmoid. float[rows, features] in,
/// float[rows, 1] probabilities out. https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html
/// </summary>
public static class ChurnOnnx
{
    public const string Input = "features";
    public const string Output = "probability";

    public static byte[] Write(TreeEnsemble ensemble)
    {
        var nodes = new Nodes();
        for (var t = 0; t < ensemble.Trees.Count; t++)
            nodes.Add(t, ensemble.Trees[t]);
        var graph = new OnnxGraph("churn").Import(OnnxGraph.Ml, 3);
        graph.Input(Input, OnnxType.Float, "rows", ensemble.FeatureCount);
        graph.Output(Output, OnnxType.Float, "rows", 1);
        graph.Node("TreeEnsembleRegressor", [Input], ["logodds"], nodes.Attributes((float)ensemble.Bias), OnnxGraph.Ml);
        graph.Node("Sigmoid", ["logodds"], [Output], []);
        return graph.ToModel();
    }

    /// <summary>Inner nodes keep their numbers; leaf n becomes node (inner nodes + n).</summary>
    private sealed class Nodes
    {
        private readonly List<long> _trees = [], _ids = [], _features = [], _true = [], _false = [], _leafTrees = [], _leafIds = [];
        private readonly List<string> _modes = [];
        private readonly List<float> _values = [], _weights = [];

        public void Add(int id, Tree tree)
        {
            var inner = tree.Left.Length;
            long Number(int child) => child < 0 ? inner + ~child : child;
            for (var n = 0; n < inner; n++)
                Node(id, n, "BRANCH_LEQ", tree.Features[n], tree.Thresholds[n], Number(tree.Left[n]), Number(tree.Right[n]));
            for (var l = 0; l < tree.LeafValues.Length; l++)
            {
                Node(id, inner + l, "LEAF", 0, 0, 0, 0);
                _leafTrees.Add(id);
                _leafIds.Add(inner + l);
                _weights.Add((float)tree.LeafValues[l]);
            }
        }

        public OnnxAttribute[] Attributes(float bias) =>
        [
            OnnxAttribute.Integers("nodes_treeids", _trees),
            OnnxAttribute.Integers("nodes_nodeids", _ids),
            OnnxAttribute.Integers("nodes_featureids", _features),
            OnnxAttribute.Texts("nodes_modes", _modes),
            OnnxAttribute.Reals("nodes_values", _values),
            OnnxAttribute.Integers("nodes_truenodeids", _true),
            OnnxAttribute.Integers("nodes_falsenodeids", _false),
            OnnxAttribute.Integers("target_treeids", _leafTrees),
            OnnxAttribute.Integers("target_nodeids", _leafIds),
            OnnxAttribute.Integers("target_ids", _leafIds.Select(_ => 0L)),
            OnnxAttribute.Reals("target_weights", _weights),
            OnnxAttribute.Reals("base_values", [bias]),
            OnnxAttribute.Integer("n_targets", 1),
        ];

        private void Node(long tree, long id, string mode, long feature, float value, long whenTrue, long whenFalse)
        {
            _trees.Add(tree);
            _ids.Add(id);
            _modes.Add(mode);
            _features.Add(feature);
            _values.Add(value);
            _true.Add(whenTrue);
            _false.Add(whenFalse);
        }
    }
}
