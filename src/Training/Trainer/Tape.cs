using Activities.Onnx;

namespace Training.Trainer;

/// <summary>
/// Writes a forward pass into an ONNX graph and, walking back over what it wrote, the backward pass. ONNX Runtime has no training in the package that
/// is served, but a backward pass is only another graph: each operation here knows the nodes of its own derivative.
/// </summary>
internal sealed class Tape(OnnxGraph graph)
{
    private readonly Dictionary<string, string> gradients = new(StringComparer.Ordinal);
    private readonly Stack<Action> backward = new();

    public OnnxGraph Graph => graph;

    public string GradientOf(string value) => gradients[value];

    /// <summary>Runs after everything that uses the value has put its part in.</summary>
    public void OnBackward(Action step) => backward.Push(step);

    public void AddGradient(string value, string gradient) =>
        gradients[value] = gradients.TryGetValue(value, out var sum) ? graph.Node("Add", [sum, gradient]) : gradient;

    public void RunBackward()
    {
        while (backward.TryPop(out var step))
            step();
    }

    /// <summary>[rows, in] x [in, out].</summary>
    public string Linear(string x, string weight)
    {
        var y = graph.Node("Gemm", [x, weight]);
        OnBackward(() =>
        {
            var dy = GradientOf(y);
            AddGradient(x, graph.Node("Gemm", [dy, weight], OnnxAttribute.Integer("transB", 1)));
            AddGradient(weight, graph.Node("Gemm", [x, dy], OnnxAttribute.Integer("transA", 1)));
        });
        return y;
    }

    public string Add(string a, string b)
    {
        var y = graph.Node("Add", [a, b]);
        OnBackward(() =>
        {
            AddGradient(a, GradientOf(y));
            AddGradient(b, GradientOf(y));
        });
        return y;
    }

    /// <summary>RMS norm; ONNX Runtime's fused operator also gives 1/rms, which the derivative needs.</summary>
    public string Norm(string x, string weight)
    {
        var (y, inverse) = (graph.NewName("norm"), graph.NewName("inverse"));
        graph.Node("SimplifiedLayerNormalization", [x, weight], [y, inverse], [OnnxAttribute.Integer("axis", -1), OnnxAttribute.Real("epsilon", 1e-5f)]);
        OnBackward(() =>
        {
            var dy = GradientOf(y);
            var unit = graph.Node("Mul", [x, inverse]);
            var scaled = graph.Node("Mul", [dy, weight]);
            var along = graph.Node("ReduceMean", [graph.Node("Mul", [scaled, unit]), graph.Constant(OnnxTensor.Vector(-1))]);
            AddGradient(x, graph.Node("Mul", [inverse, graph.Node("Sub", [scaled, graph.Node("Mul", [unit, along])])]));
            AddGradient(weight, graph.Node("ReduceSum", [graph.Node("Mul", [dy, unit]), graph.Constant(OnnxTensor.Vector(0))], OnnxAttribute.Integer("keepdims", 0)));
        });
        return y;
    }

    /// <summary>[rows, 2 hidden] -> silu(left) * right.</summary>
    public string SwiGlu(string x, int hidden)
    {
        var halves = graph.Constant(OnnxTensor.Vector(hidden, hidden));
        var (gate, up) = (graph.NewName("gate"), graph.NewName("up"));
        graph.Node("Split", [x, halves], [gate, up], [OnnxAttribute.Integer("axis", 1)]);
        var sigmoid = graph.Node("Sigmoid", [gate]);
        var silu = graph.Node("Mul", [gate, sigmoid]);
        var y = graph.Node("Mul", [silu, up]);
        OnBackward(() =>
        {
            var dy = GradientOf(y);
            var slope = graph.Node("Add", [sigmoid, graph.Node("Sub", [silu, graph.Node("Mul", [silu, sigmoid])])]);
            var dGate = graph.Node("Mul", [graph.Node("Mul", [dy, up]), slope]);
            var dUp = graph.Node("Mul", [dy, silu]);
            AddGradient(x, graph.Node("Concat", [dGate, dUp], OnnxAttribute.Integer("axis", 1)));
        });
        return y;
    }

    /// <summary>Rows of a table; the derivative adds into the rows that were taken.</summary>
    public string Rows(string table, string indices, OnnxDimension tableRows, int width)
    {
        var y = graph.Node("Gather", [table, indices]);
        OnBackward(() =>
        {
            var shape = tableRows.Symbol is null
                ? graph.Constant(OnnxTensor.Vector(tableRows.Length, width))
                : graph.Node("Shape", [table]);
            var empty = graph.Node("ConstantOfShape", [shape], OnnxAttribute.Tensor("value", OnnxTensor.Of([0f], 1)));
            var column = graph.Node("Unsqueeze", [indices, graph.Constant(OnnxTensor.Vector(1))]);
            AddGradient(table, graph.Node("ScatterND", [empty, column, GradientOf(y)], OnnxAttribute.Text("reduction", "add")));
        });
        return y;
    }

    /// <summary>[batch * length, width] plus, at every position, the sum of the rows of a small table that the batch row's prompt names.</summary>
    public string AddContext(string x, string table, string prompts, int tableRows, int promptLength, int length, int width)
    {
        var taken = graph.Node("Gather", [table, prompts]);
        var sum = graph.Node("ReduceSum", [taken, graph.Constant(OnnxTensor.Vector(1))], OnnxAttribute.Integer("keepdims", 1));
        var apart = graph.Node("Reshape", [x, graph.Constant(OnnxTensor.Vector(-1, length, width))]);
        var y = graph.Node("Reshape", [graph.Node("Add", [apart, sum]), graph.Constant(OnnxTensor.Vector(-1, width))]);
        OnBackward(() =>
        {
            var dy = GradientOf(y);
            AddGradient(x, dy);
            var along = graph.Node("ReduceSum", [graph.Node("Reshape", [dy, graph.Constant(OnnxTensor.Vector(-1, length, width))]), graph.Constant(OnnxTensor.Vector(1))], OnnxAttribute.Integer("keepdims", 1));
            var toEach = graph.Node("Tile", [along, graph.Constant(OnnxTensor.Vector(1, promptLength, 1))]);
            var empty = graph.Node("ConstantOfShape", [graph.Constant(OnnxTensor.Vector(tableRows, width))], OnnxAttribute.Tensor("value", OnnxTensor.Of([0f], 1)));
            var indices = graph.Node("Unsqueeze", [prompts, graph.Constant(OnnxTensor.Vector(2))]);
            AddGradient(table, graph.Node("ScatterND", [empty, indices, toEach], OnnxAttribute.Text("reduction", "add")));
        });
        return y;
    }
}
