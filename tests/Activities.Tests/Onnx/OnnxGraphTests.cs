using Activities.Onnx;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Activities.Tests.Onnx;

public sealed class OnnxGraphTests
{
    [Fact]
    public void A_written_graph_computes_in_ONNX_Runtime()
    {
        var graph = new OnnxGraph("affine").Describe("note", "written by a test");
        var x = graph.Input("x", OnnxType.Float, "batch", 2);
        var w = graph.Constant(OnnxTensor.Of([1f, 2f, 3f, 4f], 2, 2));
        graph.Node("Gemm", [x, w], ["y"], [OnnxAttribute.Real("alpha", 2f), OnnxAttribute.Integer("transB", 1)]);
        graph.Output("y", OnnxType.Float, "batch", 2);

        using var session = OnnxSession.Open(graph.ToModel());
        using var input = OrtValue.CreateTensorValueFromMemory([1f, 1f, 0f, 1f], [2, 2]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x"], [input], ["y"]);

        Assert.Equal([6f, 14f, 4f, 8f], results[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal("written by a test", session.ModelMetadata.CustomMetadataMap["note"]);
        Assert.Equal([-1, 2], session.InputMetadata["x"].Dimensions);
    }

    [Fact]
    public void A_tree_ensemble_with_lists_of_numbers_and_texts_is_read_by_ONNX_Runtime()
    {
        // One tree of one split: x[1] <= 0.5 gives -1, else 2.
        var graph = new OnnxGraph("tree").Import(OnnxGraph.Ml, 3);
        graph.Input("x", OnnxType.Float, "batch", 2);
        graph.Node("TreeEnsembleRegressor", ["x"], ["y"],
        [
            OnnxAttribute.Integer("n_targets", 1),
            OnnxAttribute.Integers("nodes_treeids", [0, 0, 0]),
            OnnxAttribute.Integers("nodes_nodeids", [0, 1, 2]),
            OnnxAttribute.Integers("nodes_featureids", [1, 0, 0]),
            OnnxAttribute.Texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]),
            OnnxAttribute.Reals("nodes_values", [0.5f, 0f, 0f]),
            OnnxAttribute.Integers("nodes_truenodeids", [1, 0, 0]),
            OnnxAttribute.Integers("nodes_falsenodeids", [2, 0, 0]),
            OnnxAttribute.Integers("target_treeids", [0, 0]),
            OnnxAttribute.Integers("target_nodeids", [1, 2]),
            OnnxAttribute.Integers("target_ids", [0, 0]),
            OnnxAttribute.Reals("target_weights", [-1f, 2f]),
        ], OnnxGraph.Ml);
        graph.Output("y", OnnxType.Float, "batch", 1);

        using var session = OnnxSession.Open(graph.ToModel());
        using var input = OrtValue.CreateTensorValueFromMemory([9f, 0.5f, 9f, 0.6f], [2, 2]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x"], [input], ["y"]);

        Assert.Equal([-1f, 2f], results[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void A_tensor_whose_values_do_not_fill_its_shape_is_refused()
    {
        var mistake = Assert.Throws<ArgumentException>(() => OnnxTensor.Of([1f, 2f, 3f], 2, 2));
        Assert.StartsWith("A tensor of shape [2, 2] holds 4 values, 3 were given.", mistake.Message, StringComparison.Ordinal);
    }
}
