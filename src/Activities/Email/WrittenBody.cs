using System.Buffers;
using System.Text;
using MimeKit;

namespace Activities.Email;

/// <summary>
/// The two parts of a message (multipart/alternative, RFC 2046, 5.1.4) as bytes. A message is written twice on its way, once to learn its size (RFC 1870) and once onto the wire, and encoding its
/// parts each time would cost more than the rest of the sending.
/// </summary>
internal sealed class WrittenBody : MimeEntity
{
    private readonly ReadOnlyMemory<byte> _content;

    private WrittenBody(string boundary, ReadOnlyMemory<byte> content)
        : base(new ContentType("multipart", "alternative") { Boundary = boundary }) => _content = content;

    public static WrittenBody Alternative(string boundary, string text, string html)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(WrittenPart.Most(text) + WrittenPart.Most(html) + (3 * (boundary.Length + 8)));
        var length = Line($"--{boundary}", bytes, 0);
        length += WrittenPart.Write("plain", text, bytes.AsSpan(length));
        length += Line($"\r\n--{boundary}", bytes, length);
        length += WrittenPart.Write("html", html, bytes.AsSpan(length));
        length += Line($"\r\n--{boundary}--", bytes, length);
        var body = new WrittenBody(boundary, bytes.AsSpan(0, length).ToArray());
        ArrayPool<byte>.Shared.Return(bytes);
        return body;
    }

    public override void Prepare(EncodingConstraint constraint, int maxLineLength)
    {
        // Seven bits and short lines already: every constraint is met.
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        base.WriteTo(options, stream, contentOnly, cancellationToken);
        stream.Write(_content.Span);
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
        await stream.WriteAsync(_content, cancellationToken);
    }

    private static int Line(string line, byte[] bytes, int start) => Encoding.ASCII.GetBytes(line, bytes.AsSpan(start)) + Encoding.ASCII.GetBytes("\r\n", bytes.AsSpan(start + line.Length));
}
