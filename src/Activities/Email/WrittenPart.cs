using System.Text;
using MimeKit;
using MimeKit.Encodings;

namespace Activities.Email;

/// <summary>One text of a message, encoded for seven bits (RFC 2045, 6).</summary>
internal readonly struct WrittenPart
{
    private static readonly (byte[] QuotedPrintable, byte[] Base64) PlainHeaders = Headers("plain");
    private static readonly (byte[] QuotedPrintable, byte[] Base64) HtmlHeaders = Headers("html");
    private readonly byte[] _headers;
    private readonly byte[] _encoded;
    private readonly int _length;

    private WrittenPart(byte[] headers, IMimeEncoder encoder, byte[] text)
    {
        _headers = headers;
        _encoded = new byte[encoder.EstimateOutputLength(text.Length)];
        _length = encoder.Flush(text, 0, text.Length, _encoded);
    }

    /// <summary>How many bytes <see cref="Write"/> writes at most.</summary>
    public int Most => _headers.Length + _length + _encoded.AsSpan(0, _length).Count((byte)'\n');

    public static WrittenPart Of(string subtype, string text)
    {
        var headers = subtype == "html" ? HtmlHeaders : PlainHeaders;
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));
        // Quoted-printable keeps mostly-Latin text readable; base64 is a third the size of it for Chinese.
        return bytes.Length == text.Length || text.Count(char.IsAscii) * 5 >= text.Length * 4
            ? new WrittenPart(headers.QuotedPrintable, new QuotedPrintableEncoder(), bytes)
            : new WrittenPart(headers.Base64, new Base64Encoder(), Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
    }

    /// <summary>MimeKit's encoders end lines with a line feed; mail ends them with two characters.</summary>
    public int Write(Span<byte> output)
    {
        _headers.CopyTo(output);
        var length = _headers.Length;
        ReadOnlySpan<byte> rest = _encoded.AsSpan(0, _length);
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            rest[..end].CopyTo(output[length..]);
            length += end;
            output[length++] = (byte)'\r';
            output[length++] = (byte)'\n';
            rest = rest[(end + 1)..];
        }
        rest.CopyTo(output[length..]);
        return length + rest.Length;
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
