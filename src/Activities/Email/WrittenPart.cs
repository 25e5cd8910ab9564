using System.Buffers;
using System.Text;
using MimeKit;
using MimeKit.Encodings;

namespace Activities.Email;

/// <summary>A text of a message, encoded for seven bits (RFC 2045, 6), after its headers.</summary>
internal static class WrittenPart
{
    private static readonly (byte[] QuotedPrintable, byte[] Base64) PlainHeaders = Headers("plain");
    private static readonly (byte[] QuotedPrintable, byte[] Base64) HtmlHeaders = Headers("html");

    /// <summary>How many bytes a text with its headers takes at most.</summary>
    public static int Most(string text) => HtmlHeaders.QuotedPrintable.Length + (2 * new QuotedPrintableEncoder().EstimateOutputLength(Encoding.UTF8.GetByteCount(text) + text.Length));

    public static int Write(string subtype, string text, Span<byte> output)
    {
        var headers = subtype == "html" ? HtmlHeaders : PlainHeaders;
        // Quoted-printable keeps mostly-Latin text readable; base64 is a third the size of it for Chinese.
        return Ascii.IsValid(text) || text.Count(char.IsAscii) * 5 >= text.Length * 4
            ? Write(headers.QuotedPrintable, text.ReplaceLineEndings("\n"), new QuotedPrintableEncoder(), output)
            : Write(headers.Base64, text.ReplaceLineEndings("\r\n"), new Base64Encoder(), output);
    }

    private static int Write(byte[] headers, string text, IMimeEncoder encoder, Span<byte> output)
    {
        headers.CopyTo(output);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        var encoded = ArrayPool<byte>.Shared.Rent(encoder.EstimateOutputLength(length));
        var written = headers.Length + EndLines(encoded.AsSpan(0, encoder.Flush(bytes, 0, length, encoded)), output[headers.Length..]);
        ArrayPool<byte>.Shared.Return(encoded);
        ArrayPool<byte>.Shared.Return(bytes);
        return written;
    }

    /// <summary>MimeKit's encoders end lines with a line feed; mail ends them with two characters.</summary>
    private static int EndLines(ReadOnlySpan<byte> encoded, Span<byte> output)
    {
        var length = 0;
        for (var end = encoded.IndexOf((byte)'\n'); end >= 0; end = encoded.IndexOf((byte)'\n'))
        {
            encoded[..end].CopyTo(output[length..]);
            length += end;
            output[length++] = (byte)'\r';
            output[length++] = (byte)'\n';
            encoded = encoded[(end + 1)..];
        }
        encoded.CopyTo(output[length..]);
        return length + encoded.Length;
    }

    private static (byte[] QuotedPrintable, byte[] Base64) Headers(string subtype)
    {
        byte[] Bytes(ContentEncoding encoding)
        {
            using var part = new TextPart(subtype) { ContentTransferEncoding = encoding };
            part.ContentType.Charset = "utf-8";
            return Encoding.ASCII.GetBytes(string.Concat(part.Headers.Select(h => $"{h.Field}: {h.Value}\r\n")) + "\r\n");
        }

        return (Bytes(ContentEncoding.QuotedPrintable), Bytes(ContentEncoding.Base64));
    }
}
