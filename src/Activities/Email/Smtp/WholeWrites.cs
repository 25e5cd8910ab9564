using System.Net.Sockets;

namespace Activities.Email.Smtp;

/// <summary>
/// Gathers what is written until it is flushed: MailKit hands a message over in blocks of four kilobytes, and each block of its own would be a packet and a wake-up of the other side.
/// Reads pass straight through.
/// </summary>
internal sealed class WholeWrites(NetworkStream inner) : Stream
{
    /// <summary>What does not fit leaves in parts of this size.</summary>
    private const int Most = 64 * 1024;

    private byte[] _gathered = new byte[8 * 1024];
    private int _length;

    /// <summary>Something was written and has not surely been handed to the network: also after a flush that failed.</summary>
    public bool HasUnsent => _length > 0;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override bool CanTimeout => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int ReadTimeout { get => inner.ReadTimeout; set => inner.ReadTimeout = value; }
    public override int WriteTimeout { get => inner.WriteTimeout; set => inner.WriteTimeout = value; }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_length + buffer.Length > Most)
            Flush();
        if (buffer.Length > Most)
            inner.Write(buffer);
        else
            Gather(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length + buffer.Length > Most)
            await FlushAsync(cancellationToken);
        if (buffer.Length > Most)
            await inner.WriteAsync(buffer, cancellationToken);
        else
            Gather(buffer.Span);
    }

    public override void Flush()
    {
        if (_length == 0)
            return;
        inner.Write(_gathered.AsSpan(0, _length));
        _length = 0;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_length == 0)
            return;
        await inner.WriteAsync(_gathered.AsMemory(0, _length), cancellationToken);
        _length = 0;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _gathered.Length)
            Array.Resize(ref _gathered, Math.Min(Most, Math.Max(2 * _gathered.Length, _length + bytes.Length)));
        bytes.CopyTo(_gathered.AsSpan(_length));
        _length += bytes.Length;
    }
}
