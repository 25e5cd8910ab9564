using Activities.Onnx;

namespace Activities.Copy;

/// <summary>
/// Writes a decoder as an ONNX model in the interface that Hugging Face's exporter gave causal models: input_ids and past_key_values.N.key/value in,
/// logits (of the last position only, all that generation needs) and present.N.key/value out. A decoder with
/// a context also takes prompt_ids, the whole prompt, at every step.
/// </summary>
public static class DecoderGraph
{
    /// <param name="weights">In the order of <see cref="DecoderShape.Weights"/>.</param>
    /// <param name="positions">The longest sequence.</param>
    /// <param name="half">Store matrices as 16-bit numbers: half the file; ONNX Runtime widens them once, when it loads.</param>
    public static byte[] Build(DecoderShape shape, float[] weights, int positions, bool half)
    {
        var graph = new OnnxGraph("decoder");
        var names = shape.Weights.ToDictionary(w => w.Name, w => Weight(graph, w, weights.AsSpan(w.Offset, w.Length), half && !w.IsVector));
        var ids = graph.Input("input_ids", OnnxType.Int64, "batch", "length");
        var length = graph.Node("Shape", [ids], OnnxAttribute.Integer("start", 1));
        var frame = Frame.Of(graph, shape, positions, length);

        var x = graph.Node("Gather", [names["embedding"], ids]);
        if (shape.Context > 0)
        {
            var prompt = graph.Input("prompt_ids", OnnxType.Int64, "batch", "prompt");
            var asked = graph.Node("ReduceSum", [graph.Node("Gather", [names["context"], prompt]), graph.Constant(OnnxTensor.Vector(1))], OnnxAttribute.Integer("keepdims", 1));
            x = graph.Node("Add", [x, asked]);
        }
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var projected = graph.Node("MatMul", [Norm(graph, x, names[$"{layer}.norm1"]), names[$"{layer}.qkv"]]);
            x = graph.Node("Add", [x, graph.Node("MatMul", [Attention(graph, projected, shape, frame, layer), names[$"{layer}.out"]])]);
            var gated = graph.Node("MatMul", [Norm(graph, x, names[$"{layer}.norm2"]), names[$"{layer}.gateup"]]);
            var (gate, up) = Split(graph, gated, axis: 2, shape.Hidden, shape.Hidden);
            var silu = graph.Node("Mul", [gate, graph.Node("Sigmoid", [gate])]);
            x = graph.Node("Add", [x, graph.Node("MatMul", [graph.Node("Mul", [silu, up]), names[$"{layer}.down"]])]);
        }

        var last = graph.Node("Gather", [x, graph.Constant(OnnxTensor.Scalar(-1L))], OnnxAttribute.Integer("axis", 1));
        graph.Node("Gemm", [Norm(graph, last, names["norm"]), names["embedding"]], ["logits"], [OnnxAttribute.Integer("transB", 1)]);
        graph.Output("logits", OnnxType.Float, "batch", shape.Vocabulary);
        return graph.ToModel();
    }

    private static string Attention(OnnxGraph graph, string projected, DecoderShape shape, Frame frame, int layer)
    {
        var (heads, keyHeads, width) = (shape.Heads, shape.KeyHeads, shape.HeadWidth);
        var (queries, rest) = Split(graph, projected, axis: 2, heads * width, 2 * keyHeads * width);
        var (keys, values) = Split(graph, rest, axis: 2, keyHeads * width, keyHeads * width);
        var q = frame.Rotate(ByHead(graph, queries, heads, width));
        var k = Extend(graph, frame.Rotate(ByHead(graph, keys, keyHeads, width)), shape, "key", layer);
        var v = Extend(graph, ByHead(graph, values, keyHeads, width), shape, "value", layer);

        // Heads that share a key head stand next to each other: as more rows of the same matrix they need no copies of the keys.
        var shares = heads == keyHeads ? q : graph.Node("Reshape", [q, graph.Constant(OnnxTensor.Vector(0, keyHeads, -1, width))]);
        var scores = graph.NewName("scores");
        graph.Node("FusedMatMul", [shares, k], [scores], [OnnxAttribute.Integer("transB", 1), OnnxAttribute.Real("alpha", 1 / MathF.Sqrt(width))], OnnxGraph.Microsoft);
        if (heads != keyHeads)
            scores = graph.Node("Reshape", [scores, frame.Shape([0, heads], frame.Length, frame.Total)]);
        var weights = graph.Node("Softmax", [graph.Node("Add", [scores, frame.Mask])], OnnxAttribute.Integer("axis", -1));
        if (heads != keyHeads)
            weights = graph.Node("Reshape", [weights, frame.Shape([0, keyHeads, -1], frame.Total)]);
        var mixed = graph.Node("MatMul", [weights, v]);
        if (heads != keyHeads)
            mixed = graph.Node("Reshape", [mixed, frame.Shape([0, heads], frame.Length, graph.Constant(OnnxTensor.Vector(width)))]);
        var together = graph.Node("Transpose", [mixed], OnnxAttribute.Integers("perm", [0, 2, 1, 3]));
        return graph.Node("Reshape", [together, graph.Constant(OnnxTensor.Vector(0, 0, heads * width))]);
    }

    private static string ByHead(OnnxGraph graph, string x, int heads, int width) =>
        graph.Node("Transpose", [graph.Node("Reshape", [x, graph.Constant(OnnxTensor.Vector(0, 0, heads, width))])], OnnxAttribute.Integers("perm", [0, 2, 1, 3]));

    private static string Extend(OnnxGraph graph, string x, DecoderShape shape, string kind, int layer)
    {
        var past = graph.Input($"past_key_values.{layer}.{kind}", OnnxType.Float, "batch", shape.KeyHeads, "past", shape.HeadWidth);
        var present = $"present.{layer}.{kind}";
        graph.Node("Concat", [past, x], [present], [OnnxAttribute.Integer("axis", 2)]);
        graph.Output(present, OnnxType.Float, "batch", shape.KeyHeads, "total", shape.HeadWidth);
        return present;
    }

    private static string Norm(OnnxGraph graph, string x, string weight) =>
        graph.Node("SimplifiedLayerNormalization", [x, weight], OnnxAttribute.Integer("axis", -1), OnnxAttribute.Real("epsilon", 1e-5f));

    private static (string First, string Second) Split(OnnxGraph graph, string x, int axis, int first, int second)
    {
        var (a, b) = (graph.NewName("part"), graph.NewName("part"));
        graph.Node("Split", [x, graph.Constant(OnnxTensor.Vector(first, second))], [a, b], [OnnxAttribute.Integer("axis", axis)]);
        return (a, b);
    }

    private static string Weight(OnnxGraph graph, DecoderWeight weight, ReadOnlySpan<float> values, bool half)
    {
        if (!half)
            return graph.Constant(weight.Name, OnnxTensor.Of(values, weight.Shape));
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
            halves[i] = (Half)values[i];
        return graph.Node("Cast", [graph.Constant(weight.Name, OnnxTensor.Of(halves, weight.Shape))], OnnxAttribute.Integer("to", (int)OnnxType.Float));
    }

    /// <summary>What all layers share: where the new positions begin, the rotary tables and the causal mask.</summary>
    private sealed record Frame(OnnxGraph Graph, string Length, string Total, string Start, string Mask, string Cosines, string Sines, bool Interleaved)
    {
        public static Frame Of(OnnxGraph graph, DecoderShape shape, int positions, string length)
        {
            var table = RotaryTable.Of(shape.HeadWidth, positions);
            var past = graph.Node("Shape", ["past_key_values.0.key"], OnnxAttribute.Integer("start", 2), OnnxAttribute.Integer("end", 3));
            var total = graph.Node("Add", [past, length]);
            var zero = graph.Constant(OnnxTensor.Scalar(0L));
            var one = graph.Constant(OnnxTensor.Scalar(1L));
            var end = graph.Node("Squeeze", [total]);
            var from = graph.Node("Unsqueeze", [graph.Node("Range", [graph.Node("Squeeze", [past]), end, one]), graph.Constant(OnnxTensor.Vector(1))]);
            var to = graph.Node("Unsqueeze", [graph.Node("Range", [zero, end, one]), graph.Constant(OnnxTensor.Vector(0))]);
            var mask = graph.Node("Where", [graph.Node("LessOrEqual", [to, from]), graph.Constant(OnnxTensor.Scalar(0f)), graph.Constant(OnnxTensor.Scalar(-1e9f))]);
            return new Frame(graph, length, total, past, mask, graph.Constant(OnnxTensor.Of(table.Cosines, table.Positions, table.Half)),
                graph.Constant(OnnxTensor.Of(table.Sines, table.Positions, table.Half)), shape.Interleaved);
        }

        public string Rotate(string x)
        {
            var y = Graph.NewName("rotated");
            Graph.Node("RotaryEmbedding", [x, Start, Cosines, Sines], [y], [OnnxAttribute.Integer("interleaved", Interleaved ? 1 : 0)], OnnxGraph.Microsoft);
            return y;
        }

        public string Shape(ReadOnlySpan<long> fixedLengths, params ReadOnlySpan<string> others) =>
            Graph.Node("Concat", [Graph.Constant(OnnxTensor.Of(fixedLengths, fixedLengths.Length)), .. others], OnnxAttribute.Integer("axis", 0));
    }
}
