using DuckDB.NET.Data;
using Storage.Facts;

namespace Benchmarks.Runs;

/// <summary>
/// The same facts kept by SQL that somebody would write for exactly these flows, through the same writer: a row for the run, its end, its journal, and a row
/// for each contact at each activity. No definition, no state machine, no HTTP.
/// </summary>
internal sealed class HandWrittenRuns(FactsDatabase facts, long people)
{
    private const int AtOnce = 32;
    private long _run;

    public Task PrepareAsync() => WriteAsync(
        """
        CREATE TABLE hand_run (no BIGINT, id VARCHAR, status VARCHAR, state VARCHAR);
        CREATE TABLE hand_journal (run BIGINT, sequence BIGINT, message VARCHAR);
        CREATE TABLE hand_place (run BIGINT, activity VARCHAR, contact BIGINT, state VARCHAR, outcome VARCHAR, at_time TIMESTAMP);
        """);

    /// <summary>Start, then the end with its journal: two commits a run, as the runner makes them.</summary>
    public Task SmallAsync() => ManyAsync(ProductRuns.SmallRuns, async run =>
    {
        await WriteAsync($"INSERT INTO hand_run VALUES ({run}, 'id-{run}', 'Running', '{State}')");
        await WriteAsync($"UPDATE hand_run SET status = 'Finished', state = '{State}' WHERE no = {run}; INSERT INTO hand_journal SELECT {run}, range, 'A line in the journal.' FROM range(22)");
    });

    /// <summary>A commit for each activity, as a crash between two must lose nothing.</summary>
    public Task SingleAsync() => ManyAsync(ProductRuns.SingleRuns, async run =>
    {
        await WriteAsync($"INSERT INTO hand_run VALUES ({run}, 'id-{run}', 'Running', '{State}'); INSERT INTO hand_place VALUES ({run}, 'a1', 1, 'queued', NULL, now()::TIMESTAMP)");
        foreach (var (activity, next) in new[] { ("a1", "a2"), ("a2", "a3"), ("a3", null) })
        {
            await WriteAsync(
                $"""
                UPDATE hand_place SET state = 'left', outcome = 'Done' WHERE run = {run} AND activity = '{activity}' AND contact IN (SELECT id FROM contact WHERE email IS NOT NULL);
                {(next is null ? "" : $"INSERT INTO hand_place VALUES ({run}, '{next}', 1, 'queued', NULL, now()::TIMESTAMP);")}
                UPDATE hand_run SET status = 'Running', state = '{State}' WHERE no = {run};
                INSERT INTO hand_journal SELECT {run}, range, 'A line.' FROM range(2)
                """);
        }
    });

    /// <summary>Written in the final state at once: nobody is ever queued.</summary>
    public async Task LargeAsync()
    {
        var run = Interlocked.Increment(ref _run);
        await WriteAsync($"INSERT INTO hand_place SELECT {run}, 'a1', id, 'left', CASE WHEN email IS NOT NULL THEN 'Matched' ELSE 'Others' END, now()::TIMESTAMP FROM contact");
        await WriteAsync($"INSERT INTO hand_place SELECT {run}, 'a2', contact, 'left', CASE WHEN contact IN (SELECT id FROM contact WHERE NOT coalesce(a1 = 'nowhere', false)) THEN 'Yes' ELSE 'No' END, now()::TIMESTAMP FROM hand_place WHERE run = {run} AND activity = 'a1' AND outcome = 'Matched'");
        await WriteAsync($"INSERT INTO hand_place SELECT {run}, 'a3', contact, 'left', CASE WHEN md5_number_lower('s:' || contact) % 2 = 0 THEN 'A' ELSE 'B' END, now()::TIMESTAMP FROM hand_place WHERE run = {run} AND activity = 'a2' AND outcome = 'Yes'");
        var rows = await facts.ReadAsync(c => Count(c, $"SELECT count(*) FROM hand_place WHERE run = {run}"), CancellationToken.None);
        if (rows != people * 3)
            throw new InvalidOperationException($"The hand-written run has {rows} rows, {people * 3} were expected.");
    }

    private static string State { get; } = new('s', 1500);

    private Task ManyAsync(int count, Func<long, Task> one) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await one(Interlocked.Increment(ref _run)));

    private Task WriteAsync(string sql) => facts.WriteAsync(connection => Count(connection, sql), CancellationToken.None);

    private static long Count(DuckDBConnection connection, string sql)
    {
        using var command = new DuckDBCommand(sql, connection);
        return command.ExecuteScalar() is long count ? count : 0;
    }
}
