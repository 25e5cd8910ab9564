using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Activities.Onnx;

/// <summary>Protobuf's wire format, as much of it as ONNX files need. Repeated numbers are written unpacked, as onnx.proto (proto2) declares them.</summary>
internal sealed class ProtoBuffer
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public ProtoBuffer Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtoBuffer Real(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        bytes.Write(four);
        return this;
    }

    public ProtoBuffer Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtoBuffer Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoBuffer Message(int field, ProtoBuffer message) => Bytes(field, message.Written);

    /// <summary>Fields that were written into a buffer of their own.</summary>
    public ProtoBuffer Raw(ReadOnlySpan<byte> fields)
    {
        bytes.Write(fields);
        return this;
    }

    private void Varint(ulong value)
    {
        Span<byte> ten = stackalloc byte[10];
        var length = 0;
        for (; value > 0x7F; value >>= 7)
            ten[length++] = (byte)(value | 0x80);
        ten[length++] = (byte)value;
        bytes.Write(ten[..length]);
    }
}
