using System.Runtime.InteropServices;

namespace Activities.Onnx;

/// <summary>TensorProto.DataType, those that are written here.</summary>
public enum OnnxType { Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Text = 8, Bool = 9, Float16 = 10 }

/// <summary>A length, or the name of one that is known only when the graph runs ("batch").</summary>
public readonly record struct OnnxDimension(long Length, string? Symbol)
{
    public static implicit operator OnnxDimension(long length) => new(length, null);
    public static implicit operator OnnxDimension(int length) => new(length, null);
    public static implicit operator OnnxDimension(string symbol) => new(0, symbol);
}

/// <summary>A constant of a graph. Raw bytes are little-endian, which every machine that .NET runs ONNX Runtime on is.</summary>
public sealed class OnnxTensor
{
    private readonly long[] shape;
    private readonly OnnxType type;
    private readonly byte[] raw;

    private OnnxTensor(OnnxType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> raw, int length)
    {
        var expected = 1L;
        foreach (var dimension in shape)
            expected *= dimension;
        if (expected != length)
            throw new ArgumentException($"A tensor of shape [{string.Join(", ", shape.ToArray())}] holds {expected} values, {length} were given.", nameof(shape));
        this.type = type;
        this.shape = shape.ToArray();
        this.raw = raw.ToArray();
    }

    public static OnnxTensor Of(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => new(OnnxType.Float, shape, MemoryMarshal.AsBytes(values), values.Length);

    public static OnnxTensor Of(ReadOnlySpan<Half> values, params ReadOnlySpan<long> shape) => new(OnnxType.Float16, shape, MemoryMarshal.AsBytes(values), values.Length);

    public static OnnxTensor Of(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) => new(OnnxType.Int64, shape, MemoryMarshal.AsBytes(values), values.Length);

    public static OnnxTensor Of(ReadOnlySpan<int> values, params ReadOnlySpan<long> shape) => new(OnnxType.Int32, shape, MemoryMarshal.AsBytes(values), values.Length);

    public static OnnxTensor Of(ReadOnlySpan<bool> values, params ReadOnlySpan<long> shape) => new(OnnxType.Bool, shape, MemoryMarshal.AsBytes(values), values.Length);

    public static OnnxTensor Scalar(float value) => Of([value], []);

    public static OnnxTensor Scalar(long value) => Of([value], []);

    /// <summary>A vector of lengths or axes.</summary>
    public static OnnxTensor Vector(params ReadOnlySpan<long> values) => Of(values, values.Length);

    internal ProtoBuffer Write(string? name)
    {
        var message = new ProtoBuffer();
        foreach (var dimension in shape)
            message.Integer(1, dimension);
        message.Integer(2, (int)type);
        if (name is not null)
            message.Text(8, name);
        return message.Bytes(9, raw);
    }
}
