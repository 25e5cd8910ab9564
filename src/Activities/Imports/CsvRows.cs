using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Activities.Imports;

/// <summary>The rows of a CSV file as a stream; memory stays flat whatever its size.</summary>
public sealed class CsvRows
{
    /// <summary>In bytes of UTF-8. A longer row is a quote that was never closed.</summary>
    public const int MaxRow = 4 * 1024 * 1024;

    public const int MaxColumns = 2_000;

    private readonly CsvEncoding _encoding;

    private CsvRows(CsvEncoding encoding, char delimiter, IReadOnlyList<string> header) => (_encoding, Delimiter, Header) = (encoding, delimiter, header);

    public string EncodingName => _encoding.Name;
    public char Delimiter { get; }
    public IReadOnlyList<string> Header { get; }

    /// <exception cref="ImportException">The file is empty or has no usable first line.</exception>
    public static async Task<CsvRows> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = new byte[CsvEncoding.HeadBytes];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            throw new ImportException("The file is empty: it needs a first line with the names of the columns.");
        var isWhole = length < buffer.Length;
        var encoding = CsvEncoding.Detect(buffer.AsSpan(0, length), isWhole);
        var text = encoding.Encoding.GetString(buffer, encoding.BomBytes, length - encoding.BomBytes);
        var delimiter = CsvDialect.GuessDelimiter(text);
        file.Position = 0;
        var rows = new CsvRows(encoding, delimiter, []);
        await foreach (var (_, fields) in rows.ReadAllAsync(file, cancellationToken))
        {
            if (fields.Length > MaxColumns)
                throw new ImportException($"The first line has {fields.Length} columns; at most {MaxColumns} can be imported.");
            return new CsvRows(encoding, delimiter, Named(fields));
        }
        throw new ImportException("The file has no line with text: it needs a first line with the names of the columns.");
    }

    /// <summary>The rows after the header. Line is the line of the file that the row begins on, from 1.</summary>
    /// <exception cref="ImportException">A row is longer than four MiB: a quote is not closed. The message names the line.</exception>
    public async IAsyncEnumerable<(long Line, string[] Fields)> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        var first = true;
        await foreach (var row in ReadAllAsync(file, cancellationToken))
        {
            if (!first)
                yield return row;
            first = false;
        }
    }

    private async IAsyncEnumerable<(long Line, string[] Fields)> ReadAllAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = _encoding.BomBytes;
        using var reader = new StreamReader(file, _encoding.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        long? openQuote = null;
        void NoteOpenQuote(CsvMalformedRecord record) => openQuote = record.Reason == CsvMalformedReason.UnterminatedQuote ? record.LineNumber : openQuote;
        var options = new CsvReaderOptions { Separator = Delimiter, HasHeader = false, TrackLineNumbers = true, MaxRecordSize = MaxRow, SkipEmptyLines = true, OnMalformedRecord = NoteOpenQuote };
        await using var csv = CsvReader.Create(reader, options, leaveOpen: true);
        while (true)
        {
            try
            {
                if (!await csv.ReadAsync(cancellationToken))
                    yield break;
            }
            catch (CsvFormatException broken)
            {
                throw new ImportException($"From line {broken.LineNumber} on a row is longer than {MaxRow} bytes: a quote (\") is probably not closed there.", broken);
            }
            if (openQuote is { } line)
                throw new ImportException($"The quote (\") that opens on line {line} is not closed before the end of the file.");
            var fields = csv.Current.ToArray();
            if (fields.Length > 1 || fields[0].Trim().Length > 0)
                yield return (csv.LineNumber, fields);
        }
    }

    /// <summary>Columns without a name get one, and names that occur twice are told apart.</summary>
    private static List<string> Named(string[] fields)
    {
        var names = new List<string>();
        foreach (var (field, i) in fields.Select((f, i) => (f, i)))
        {
            var name = field.Trim().Normalize(NormalizationForm.FormC);
            if (name.Length == 0)
                name = $"column {i + 1}";
            var unique = name;
            for (var n = 2; names.Contains(unique, StringComparer.OrdinalIgnoreCase); n++)
                unique = $"{name} {n}";
            names.Add(unique);
        }
        return names;
    }
}
