using System.Text;

namespace Activities.Onnx;

/// <summary>A named setting of a node. Each kind writes its own field and AttributeProto's type number, without which ONNX Runtime refuses the file.</summary>
public sealed class OnnxAttribute
{
    private readonly ProtoBuffer message;

    private OnnxAttribute(string name, int type, Action<ProtoBuffer> value)
    {
        message = new ProtoBuffer().Text(1, name);
        value(message);
        message.Integer(20, type);
    }

    public static OnnxAttribute Real(string name, float value) => new(name, 1, m => m.Real(2, value));

    public static OnnxAttribute Integer(string name, long value) => new(name, 2, m => m.Integer(3, value));

    public static OnnxAttribute Text(string name, string value) => new(name, 3, m => m.Text(4, value));

    public static OnnxAttribute Tensor(string name, OnnxTensor value) => new(name, 4, m => m.Message(5, value.Write(name: null)));

    public static OnnxAttribute Reals(string name, IEnumerable<float> values) => new(name, 6, m => Each(values, v => m.Real(7, v)));

    public static OnnxAttribute Integers(string name, IEnumerable<long> values) => new(name, 7, m => Each(values, v => m.Integer(8, v)));

    public static OnnxAttribute Texts(string name, IEnumerable<string> values) => new(name, 8, m => Each(values, v => m.Bytes(9, Encoding.UTF8.GetBytes(v))));

    internal ProtoBuffer Write() => message;

    private static void Each<T>(IEnumerable<T> values, Action<T> write)
    {
        foreach (var value in values)
            write(value);
    }
}
