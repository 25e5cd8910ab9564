using Activities.Copy;
using Activities.Onnx;

namespace Training.Trainer;

/// <summary>
/// One ONNX graph that gives the summed loss and the gradient of every weight for rows of one length. Inputs: "ids" (batch * length), "rows" (the
/// flat positions whose next token counts), "targets" (that token, one column), "prompts" (batch, prompt) where there is a context, and the weights by name. Outputs: "loss" and "d.NAME".
/// </summary>
public static class TrainingGraph
{
    /// <param name="prompt">How many tokens of each row are its prompt.</param>
    public static byte[] Build(DecoderShape shape, int length, int prompt)
    {
        if (shape.Heads != shape.KeyHeads)
            throw new ArgumentException($"Training supports as many key heads as heads; {shape.KeyHeads} and {shape.Heads} were given.", nameof(shape));
        var graph = new OnnxGraph("train");
        var tape = new Tape(graph);
        graph.Input("ids", OnnxType.Int64, "tokens");
        graph.Input("rows", OnnxType.Int64, "counted");
        graph.Input("targets", OnnxType.Int64, "counted", 1);
        foreach (var weight in shape.Weights)
            graph.Input(weight.Name, OnnxType.Float, [.. weight.Shape.Select(s => (OnnxDimension)s)]);

        var x = tape.Rows("embedding", "ids", shape.Vocabulary, shape.Width);
        if (shape.Context > 0)
            x = tape.AddContext(x, "context", graph.Input("prompts", OnnxType.Int64, "batch", prompt), shape.Context, prompt, length, shape.Width);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var attended = tape.Attention(tape.Linear(tape.Norm(x, $"{layer}.norm1"), $"{layer}.qkv"), shape, length);
            x = tape.Add(x, tape.Linear(attended, $"{layer}.out"));
            var gated = tape.SwiGlu(tape.Linear(tape.Norm(x, $"{layer}.norm2"), $"{layer}.gateup"), shape.Hidden);
            x = tape.Add(x, tape.Linear(gated, $"{layer}.down"));
        }
        Loss(tape, tape.Rows(tape.Norm(x, "norm"), "rows", "tokens", shape.Width));
        tape.RunBackward();

        graph.Output("loss", OnnxType.Float);
        foreach (var weight in shape.Weights)
        {
            graph.Node("Identity", [tape.GradientOf(weight.Name)], [$"d.{weight.Name}"], []);
            graph.Output($"d.{weight.Name}", OnnxType.Float, [.. weight.Shape.Select(s => (OnnxDimension)s)]);
        }
        return graph.ToModel();
    }

    /// <summary>Cross-entropy through the tied embedding, only of the rows that count: the prompt's own tokens are given, not learned.</summary>
    private static void Loss(Tape tape, string hidden)
    {
        var graph = tape.Graph;
        var logits = graph.Node("Gemm", [hidden, "embedding"], OnnxAttribute.Integer("transB", 1));
        var shares = graph.Node("Softmax", [logits], OnnxAttribute.Integer("axis", -1));
        var chosen = graph.Node("GatherElements", [shares, "targets"], OnnxAttribute.Integer("axis", 1));
        var floor = graph.Node("Max", [chosen, graph.Constant(OnnxTensor.Scalar(1e-20f))]);
        graph.Node("Neg", [graph.Node("ReduceSum", [graph.Node("Log", [floor])], OnnxAttribute.Integer("keepdims", 0))], ["loss"], []);
        tape.OnBackward(() =>
        {
            var minusOne = graph.Node("ConstantOfShape", [graph.Node("Shape", ["targets"])], OnnxAttribute.Tensor("value", OnnxTensor.Of([-1f], 1)));
            var d = graph.Node("ScatterElements", [shares, "targets", minusOne], OnnxAttribute.Integer("axis", 1), OnnxAttribute.Text("reduction", "add"));
            tape.AddGradient(hidden, graph.Node("Gemm", [d, "embedding"]));
            tape.AddGradient("embedding", graph.Node("Gemm", [d, hidden], OnnxAttribute.Integer("transA", 1)));
        });
    }
}
