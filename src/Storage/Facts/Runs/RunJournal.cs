using Activities.Runs;
using DuckDB.NET.Data;

namespace Storage.Facts.Runs;

/// <summary>The lines of a run's journal, numbered within the run.</summary>
internal static class RunJournal
{
    public static void Append(DuckDBConnection connection, long run, List<JournalLine> lines)
    {
        if (lines.Count == 0)
            return;
        var last = connection.Scalar<long?>("SELECT max(sequence) FROM run_journal WHERE run = $run", ("run", run)) ?? 0;
        var rows = string.Join(", ", lines.Select((_, i) => $"($run, $s{i}, $t{i}, $e{i}, $a{i}, $y{i}, $m{i})"));
        connection.Execute($"INSERT INTO run_journal VALUES {rows}", [("run", run), .. lines.SelectMany((line, i) => Parameters(line, i, last + i + 1))]);
    }

    public static IReadOnlyList<JournalLine> Read(DuckDBConnection connection, long run, long after, int limit) =>
        connection.List(
            "SELECT sequence, said_at, event, activity, activity_type, message FROM run_journal WHERE run = $run AND sequence > $after ORDER BY sequence LIMIT $limit",
            r => new JournalLine(r.Instant(1), r.GetString(2), r.Text(3), r.Text(4), r.GetString(5)) { Sequence = r.GetInt64(0) },
            ("run", run), ("after", after), ("limit", limit));

    private static IEnumerable<(string, object?)> Parameters(JournalLine line, int i, long sequence) =>
    [
        ($"s{i}", sequence), ($"t{i}", line.At.UtcDateTime), ($"e{i}", line.EventName), ($"a{i}", line.ActivityId), ($"y{i}", line.ActivityType), ($"m{i}", line.Message),
    ];
}
