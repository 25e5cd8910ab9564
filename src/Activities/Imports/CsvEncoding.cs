using System.Text;
using UtfUnknown;

namespace Activities.Imports;

/// <summary>
/// What a file is written in: a byte order mark says so; else valid UTF-8 is UTF-8; else NUL bytes betray UTF-16; else the letters decide
/// (UTF.Unknown, Mozilla's method). GBK and GB2312 are read as GB18030, which contains them.
/// </summary>
public sealed record CsvEncoding(Encoding Encoding, string Name, int BomBytes)
{
    /// <summary>How much of a file is looked at.</summary>
    public const int HeadBytes = 256 * 1024;

    static CsvEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static CsvEncoding Detect(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Of("utf-8", 3);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Of("utf-16", 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Of("utf-16BE", 2);
        if (Utf16WithoutMark(head) is { } utf16)
            return Of(utf16, 0);
        if (IsEscaped(head) is { } escaped)
            return Of(escaped, 0);
        if (IsUtf8(head, isWhole))
            return Of("utf-8", 0);
        var guess = CharsetDetector.DetectFromBytes(head.ToArray()).Detected;
        return Of(guess?.EncodingName?.ToLowerInvariant() switch
        {
            "gb2312" or "gbk" or "hz-gb-2312" or "gb18030" => "gb18030",
            null or "ascii" => "windows-1252",
            // Only old Macs end lines with a lone CR, and their letters are easily taken for Windows'.
            var name when !IsAsian(name) && head.IndexOf((byte)'\n') < 0 && head.IndexOf((byte)'\r') >= 0 => "macintosh",
            var name => name,
        }, 0);
    }

    private static bool IsAsian(string name) => name.StartsWith("euc", StringComparison.Ordinal) || name.StartsWith("shift", StringComparison.Ordinal) || name.StartsWith("big5", StringComparison.Ordinal);

    private static CsvEncoding Of(string name, int bom)
    {
        try
        {
            var encoding = Encoding.GetEncoding(name);
            return new CsvEncoding(encoding, encoding.WebName, bom);
        }
        catch (ArgumentException unknown)
        {
            throw new ImportException($"The file seems to be written in {name}, which this program cannot read. Save it as UTF-8 and try again.", unknown);
        }
    }

    private static string? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        // Commas, digits and line ends of a CSV are ASCII: in UTF-16 every one of them brings a NUL, always on the same side.
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }
        var pairs = head.Length / 2;
        if (pairs < 4 || even + odd < pairs / 20)
            return null;
        return odd > 10 * even ? "utf-16" : even > 10 * odd ? "utf-16BE" : null;
    }

    /// <summary>ISO-2022-JP is seven-bit and looks like UTF-8 but for its escapes.</summary>
    private static string? IsEscaped(ReadOnlySpan<byte> head) =>
        head.IndexOf((ReadOnlySpan<byte>)[0x1B, (byte)'$', (byte)'B']) >= 0 || head.IndexOf((ReadOnlySpan<byte>)[0x1B, (byte)'$', (byte)'@']) >= 0 ? "iso-2022-jp" : null;

    private static bool IsUtf8(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (System.Text.Unicode.Utf8.IsValid(head))
            return true;
        // The head may end in the middle of a character of up to four bytes.
        for (var cut = 1; !isWhole && cut <= 3 && cut < head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
                return true;
        }
        return false;
    }
}

/// <summary>The message is for the person who imports.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
