using Activities.Runs;
using DuckDB.NET.Data;

namespace Storage.Facts.Runs;

/// <summary>The lines of a run's journal, numbered within the run.</summary>
internal static class RunJournal
{
    /// <param name="last">The number of the last line; null: to be asked for.</param>
    /// <returns>The number of the last line now.</returns>
    public static long? Append(DuckDBConnection connection, long run, long? last, List<JournalLine> lines)
    {
        if (lines.Count == 0)
            return last;
        var sequence = last ?? connection.Scalar<long?>("SELECT max(sequence) FROM run_journal WHERE run = $run", ("run", run)) ?? 0;
        using var appender = connection.CreateAppender("run_journal");
        foreach (var line in lines)
        {
            appender.CreateRow().AppendValue(run).AppendValue(++sequence).AppendValue(line.At.UtcDateTime).AppendValue(line.EventName).AppendValue(line.ActivityId)
                .AppendValue(line.ActivityType).AppendValue(line.Message).EndRow();
        }
        return sequence;
    }

    public static IReadOnlyList<JournalLine> Read(DuckDBConnection connection, long run, long after, int limit) =>
        connection.List(
            "SELECT sequence, said_at, event, activity, activity_type, message FROM run_journal WHERE run = $run AND sequence > $after ORDER BY sequence LIMIT $limit",
            r => new JournalLine(r.Instant(1), r.GetString(2), r.Text(3), r.Text(4), r.GetString(5)) { Sequence = r.GetInt64(0) },
            ("run", run), ("after", after), ("limit", limit));
}
