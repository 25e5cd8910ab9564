namespace Activities.Onnx;

/// <summary>
/// Builds an ONNX graph and writes it as a model file. Nodes must be added in an order in which every value is made before it is used;
/// ONNX Runtime checks the rest when it loads the file.
/// </summary>
public sealed class OnnxGraph(string name)
{
    /// <summary>The domain of ONNX's own classical models: TreeEnsembleRegressor and its kin.</summary>
    public const string Ml = "ai.onnx.ml";

    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Microsoft = "com.microsoft";

    private readonly ProtoBuffer nodes = new();
    private readonly ProtoBuffer constants = new();
    private readonly ProtoBuffer inputs = new();
    private readonly ProtoBuffer outputs = new();
    private readonly Dictionary<string, long> opsets = new(StringComparer.Ordinal) { [""] = 18 };
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private int names;

    /// <summary>Declares which version of a domain's operators the nodes mean. The default domain is at 18 unless said otherwise.</summary>
    public OnnxGraph Import(string domain, long version)
    {
        opsets[domain] = version;
        return this;
    }

    /// <summary>A pair of texts that travels in the file, such as what the model was trained on.</summary>
    public OnnxGraph Describe(string key, string value)
    {
        metadata[key] = value;
        return this;
    }

    public string Input(string input, OnnxType type, params ReadOnlySpan<OnnxDimension> shape)
    {
        inputs.Message(11, Value(input, type, shape));
        return input;
    }

    public void Output(string output, OnnxType type, params ReadOnlySpan<OnnxDimension> shape) => outputs.Message(12, Value(output, type, shape));

    public string Constant(string constant, OnnxTensor tensor)
    {
        constants.Message(5, tensor.Write(constant));
        return constant;
    }

    public string Constant(OnnxTensor tensor) => Constant(NewName("c"), tensor);

    /// <summary>Adds a node of the default domain with one output that gets a fresh name.</summary>
    public string Node(string operation, ReadOnlySpan<string> from, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var output = NewName(operation);
        Node(operation, from, [output], attributes);
        return output;
    }

    /// <summary>Adds a node with outputs named by the caller. An empty name leaves an optional input or output out.</summary>
    public void Node(string operation, ReadOnlySpan<string> from, ReadOnlySpan<string> to, ReadOnlySpan<OnnxAttribute> attributes, string domain = "")
    {
        var node = new ProtoBuffer();
        foreach (var input in from)
            node.Text(1, input);
        foreach (var output in to)
            node.Text(2, output);
        node.Text(3, NewName("n")).Text(4, operation);
        foreach (var attribute in attributes)
            node.Message(5, attribute.Write());
        nodes.Message(1, domain.Length == 0 ? node : node.Text(7, domain));
        if (domain.Length > 0 && !opsets.ContainsKey(domain))
            opsets[domain] = domain == Ml ? 3 : 1;
    }

    public string NewName(string hint) => $"{hint}_{names++}";

    /// <returns>The bytes of a .onnx file.</returns>
    public byte[] ToModel()
    {
        var graph = new ProtoBuffer();
        Append(graph, nodes);
        graph.Text(2, name);
        Append(graph, constants);
        Append(graph, inputs);
        Append(graph, outputs);

        // IR version 8 is the first that knows opset 18's neighbours everywhere; newer runtimes read it too.
        var model = new ProtoBuffer().Integer(1, 8).Text(2, "workflow-designer").Message(7, graph);
        foreach (var (domain, version) in opsets)
            model.Message(8, new ProtoBuffer().Text(1, domain).Integer(2, version));
        foreach (var (key, value) in metadata)
            model.Message(14, new ProtoBuffer().Text(1, key).Text(2, value));
        return model.Written.ToArray();
    }

    private static void Append(ProtoBuffer target, ProtoBuffer fields) => target.Raw(fields.Written);

    private static ProtoBuffer Value(string name, OnnxType type, ReadOnlySpan<OnnxDimension> shape)
    {
        var dimensions = new ProtoBuffer();
        foreach (var dimension in shape)
            dimensions.Message(1, dimension.Symbol is { } symbol ? new ProtoBuffer().Text(2, symbol) : new ProtoBuffer().Integer(1, dimension.Length));
        var tensor = new ProtoBuffer().Integer(1, (int)type).Message(2, dimensions);
        return new ProtoBuffer().Text(1, name).Message(2, new ProtoBuffer().Message(1, tensor));
    }
}
