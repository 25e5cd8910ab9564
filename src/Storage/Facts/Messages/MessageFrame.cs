using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Storage.Facts.Messages;

/// <summary>
/// What the messages of one step have in common, kept once: the layout, the template's sentences. A message is then what is its own and references to the frame's pieces, a tenth
/// of its size, which is what makes keeping every message cheap. A piece is shared by at least <see cref="Sharers"/> people, so a frame holds nobody's data and outlives an erased contact.
/// </summary>
/// <remarks>Written as text: U+0001 begins a reference ("12;" or "12-30;") or a control character that stood there itself ("a;", "b;", "c;"); U+0003 stands between the parts and the frame's pieces.</remarks>
internal sealed class MessageFrame
{
    public const int Sharers = 8;

    private const char Mark = '\u0001';
    private const char Between = '\u0003';
    private static readonly SearchValues<char> Controls = SearchValues.Create("\u0001\u0002\u0003");
    private static readonly SearchValues<char> Ends = SearchValues.Create(">\n");

    /// <summary>For a message that shares nothing.</summary>
    public static MessageFrame None { get; } = new([]);

    private readonly string[] _pieces;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    private MessageFrame(string[] pieces)
    {
        _pieces = pieces;
        var numbers = new Dictionary<string, int>(pieces.Length, StringComparer.Ordinal);
        for (var i = 0; i < pieces.Length; i++)
            numbers.TryAdd(pieces[i], i);
        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        Text = string.Join(Between, pieces);
        Id = pieces.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 16));
    }

    /// <summary>Derived from the pieces: the same frame learned twice is one row. Null for <see cref="None"/>.</summary>
    public string? Id { get; }

    public string Text { get; }

    public static MessageFrame FromText(string? text) => string.IsNullOrEmpty(text) ? None : new(text.Split(Between));

    /// <param name="documents">One for each person.</param>
    public static MessageFrame Learn(IReadOnlyList<string[]> documents)
    {
        var counts = new Dictionary<string, (int Sharers, int Last)>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var inOrder = new List<string>();
        for (var d = 0; d < documents.Count; d++)
            foreach (var part in documents[d])
                for (var rest = part.AsSpan(); !rest.IsEmpty; rest = rest[Length(rest)..])
                {
                    ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, rest[..Length(rest)], out var exists);
                    if (!exists)
                        inOrder.Add(rest[..Length(rest)].ToString());
                    if (!exists || count.Last != d)
                        count = (count.Sharers + 1, d);
                }
        var least = Math.Max(Sharers, documents.Count / 16);
        return new MessageFrame([.. inOrder.Where(p => p.Length > 3 && counts[p].Sharers >= least && !p.AsSpan().ContainsAny(Controls))]);
    }

    public string Write(params ReadOnlySpan<string> parts)
    {
        var written = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                written.Append(Between);
            Write(parts[i], written);
        }
        return written.ToString();
    }

    public string[] Read(string content) => [.. content.Split(Between).Select(ReadPart)];

    private void Write(ReadOnlySpan<char> rest, StringBuilder written)
    {
        var (first, last) = (-1, -1);
        while (!rest.IsEmpty)
        {
            var piece = rest[..Length(rest)];
            rest = rest[piece.Length..];
            var isKnown = _numbers.TryGetValue(piece, out var number);
            if (isKnown && first >= 0 && number == last + 1)
            {
                last = number;
                continue;
            }
            Refer(first, last, written);
            (first, last) = isKnown ? (number, number) : (-1, -1);
            if (!isKnown)
                Escape(piece, written);
        }
        Refer(first, last, written);
    }

    private static void Refer(int first, int last, StringBuilder written)
    {
        if (first < 0)
            return;
        written.Append(Mark).Append(first);
        if (last > first)
            written.Append('-').Append(last);
        written.Append(';');
    }

    private static void Escape(ReadOnlySpan<char> text, StringBuilder written)
    {
        for (var i = text.IndexOfAny(Controls); i >= 0; i = text.IndexOfAny(Controls))
        {
            written.Append(text[..i]).Append(Mark).Append((char)('a' + text[i] - Mark)).Append(';');
            text = text[(i + 1)..];
        }
        written.Append(text);
    }

    private string ReadPart(string part)
    {
        if (!part.Contains(Mark, StringComparison.Ordinal))
            return part;
        var read = new StringBuilder();
        var rest = part.AsSpan();
        for (var i = rest.IndexOf(Mark); i >= 0; i = rest.IndexOf(Mark))
        {
            read.Append(rest[..i]);
            rest = rest[(i + 1)..];
            var end = rest.IndexOf(';');
            Resolve(rest[..end], read);
            rest = rest[(end + 1)..];
        }
        return read.Append(rest).ToString();
    }

    private void Resolve(ReadOnlySpan<char> reference, StringBuilder read)
    {
        if (char.IsAsciiLetter(reference[0]))
        {
            read.Append((char)(reference[0] - 'a' + Mark));
            return;
        }
        var dash = reference.IndexOf('-');
        var first = int.Parse(dash < 0 ? reference : reference[..dash], CultureInfo.InvariantCulture);
        var last = dash < 0 ? first : int.Parse(reference[(dash + 1)..], CultureInfo.InvariantCulture);
        for (var i = first; i <= last; i++)
            read.Append(_pieces[i]);
    }

    /// <summary>A piece ends after a tag or a line.</summary>
    private static int Length(ReadOnlySpan<char> rest) => rest.IndexOfAny(Ends) is >= 0 and var end ? end + 1 : rest.Length;
}
