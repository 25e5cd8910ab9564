using Activities.Copy;
using Activities.Onnx;

namespace Training.Trainer;

/// <summary>Causal self-attention with rotary positions, forward and backward, for rows of one length. No padding mask: padding stands last, and nothing looks ahead.</summary>
internal static class AttentionTape
{
    /// <param name="projected">[batch * length, 3 width]: queries, keys, values.</param>
    public static string Attention(this Tape tape, string projected, DecoderShape shape, int length)
    {
        var graph = tape.Graph;
        var (heads, width) = (shape.Heads, shape.HeadWidth);
        var scale = OnnxAttribute.Real("alpha", 1 / MathF.Sqrt(width));
        var byHead = OnnxAttribute.Integers("perm", [0, 2, 1, 3]);
        var apart = graph.Constant(OnnxTensor.Vector(-1, length, 3 * heads, width));
        var (turned, values) = (graph.NewName("turned"), graph.NewName("v"));
        var both = graph.Constant(OnnxTensor.Vector(2 * heads, heads));
        var one = graph.Constant(OnnxTensor.Vector(heads, heads));

        graph.Node("Split", [graph.Node("Transpose", [graph.Node("Reshape", [projected, apart])], byHead), both], [turned, values], [OnnxAttribute.Integer("axis", 1)]);
        var (queries, keys) = (graph.NewName("q"), graph.NewName("k"));
        graph.Node("Split", [Rotate(graph, turned, shape, length, back: false), one], [queries, keys], [OnnxAttribute.Integer("axis", 1)]);
        var scores = graph.Node("Add", [Fused(graph, queries, keys, scale, OnnxAttribute.Integer("transB", 1)), Mask(graph, length)]);
        var shares = graph.Node("Softmax", [scores], OnnxAttribute.Integer("axis", -1));
        var mixed = graph.Node("Transpose", [graph.Node("MatMul", [shares, values])], byHead);
        var y = graph.Node("Reshape", [mixed, graph.Constant(OnnxTensor.Vector(-1, heads * width))]);

        tape.OnBackward(() =>
        {
            var d = graph.Node("Transpose", [graph.Node("Reshape", [tape.GradientOf(y), graph.Constant(OnnxTensor.Vector(-1, length, heads, width))])], byHead);
            var dValues = Fused(graph, shares, d, OnnxAttribute.Integer("transA", 1));
            var dShares = Fused(graph, d, values, OnnxAttribute.Integer("transB", 1));
            var along = graph.Node("ReduceSum", [graph.Node("Mul", [dShares, shares]), graph.Constant(OnnxTensor.Vector(-1))]);
            var dScores = graph.Node("Mul", [shares, graph.Node("Sub", [dShares, along])]);
            var dQueries = Fused(graph, dScores, keys, scale);
            var dKeys = Fused(graph, dScores, queries, scale, OnnxAttribute.Integer("transA", 1));
            var dTurned = Rotate(graph, graph.Node("Concat", [dQueries, dKeys], OnnxAttribute.Integer("axis", 1)), shape, length, back: true);
            var whole = graph.Node("Concat", [dTurned, dValues], OnnxAttribute.Integer("axis", 1));
            tape.AddGradient(projected, graph.Node("Reshape", [graph.Node("Transpose", [whole], byHead), graph.Constant(OnnxTensor.Vector(-1, 3 * heads * width))]));
        });
        return y;
    }

    /// <summary>The derivative of a rotation is the rotation back: the same operator with the sines negated.</summary>
    private static string Rotate(OnnxGraph graph, string x, DecoderShape shape, int length, bool back)
    {
        var table = RotaryTable.Of(shape.HeadWidth, length);
        var sines = back ? [.. table.Sines.Select(s => -s)] : table.Sines;
        var y = graph.NewName("rotated");
        graph.Node("RotaryEmbedding",
            [x, graph.Constant(OnnxTensor.Vector(0)), graph.Constant(OnnxTensor.Of(table.Cosines, length, table.Half)), graph.Constant(OnnxTensor.Of(sines, length, table.Half))],
            [y], [OnnxAttribute.Integer("interleaved", shape.Interleaved ? 1 : 0)], OnnxGraph.Microsoft);
        return y;
    }

    private static string Fused(OnnxGraph graph, string a, string b, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var y = graph.NewName("product");
        graph.Node("FusedMatMul", [a, b], [y], attributes, OnnxGraph.Microsoft);
        return y;
    }

    private static string Mask(OnnxGraph graph, int length)
    {
        var mask = new float[length * length];
        for (var from = 0; from < length; from++)
            for (var to = from + 1; to < length; to++)
                mask[from * length + to] = -1e9f;
        return graph.Constant(OnnxTensor.Of(mask, length, length));
    }
}
