using System.Text;
using Activities.Contacts;

namespace Activities.Imports;

/// <summary>The rejected rows as CSV: line, reason, then the row as it was. UTF-8 with a byte order mark, for Excel.</summary>
public sealed class RejectedReport : IDisposable
{
    private readonly StreamWriter _writer;

    public RejectedReport(Stream target, IReadOnlyList<string> header)
    {
        _writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Write(["line", "reason", .. header]);
    }

    public void Add(RejectedContact rejected, string[] fields) => Write([rejected.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), rejected.Reason, .. fields]);

    /// <summary>
    /// A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV Injection"); an apostrophe before it makes it text. Numbers with a sign stay numbers.
    /// </summary>
    public static string Guarded(string cell) =>
        cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _) ? "'" + cell : cell;

    public void Dispose() => _writer.Dispose();

    private void Write(IEnumerable<string> cells) => _writer.Write(string.Join(',', cells.Select(Quoted)) + "\r\n");

    private static string Quoted(string cell)
    {
        var guarded = Guarded(cell);
        return guarded.AsSpan().IndexOfAny(",\"\r\n") < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
