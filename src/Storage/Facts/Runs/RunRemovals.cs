using System.Collections.Immutable;
using System.Globalization;
using Activities.Runs;
using DuckDB.NET.Data;
using Storage.Facts.Simulations;

namespace Storage.Facts.Runs;

/// <summary>
/// How a run goes, in SQL: its row moves from "run" to "removed_run" in one commit, and from then on nobody finds it; its other rows follow in portions of one table each.
/// </summary>
internal static class RunRemovals
{
    private const string Gone = "SELECT no FROM removed_run WHERE NOT cleared";
    private const string GoneSimulated = "SELECT id FROM removed_run WHERE NOT cleared AND simulated";

    /// <summary>Answers are found by their message, so they go before it.</summary>
    private static readonly ImmutableArray<(string Table, string Where)> Rows =
    [
        ("run_place", $"run IN ({Gone})"),
        ("run_journal", $"run IN ({Gone})"),
        .. SimulationsSchema.AboutPeople.Append("simulated_attribute").Select(table => (table, $"run IN ({Gone})")),
        ("message_answers", $"id IN (SELECT id FROM messages WHERE run_id IN ({GoneSimulated}))"),
        ("messages", $"run_id IN ({GoneSimulated})"),
        ("posts", $"run_id IN ({GoneSimulated})"),
    ];

    public static List<long> Finished(DuckDBConnection connection, IReadOnlyCollection<string> ids) =>
        connection.List("SELECT no FROM run WHERE list_contains($ids, id) AND status = 'Finished'", r => r.GetInt64(0), ("ids", ids.ToList()));

    public static List<long> Old(DuckDBConnection connection, OldRuns old, int limit) => connection.List(
        $"""
        SELECT no FROM (
            SELECT no, finished_at, started_by, row_number() OVER (PARTITION BY mode ORDER BY no DESC) AS place
            FROM run WHERE definition_id = $definition AND status = 'Finished')
        WHERE (finished_at < $before OR place > $newest)
            AND (NOT starts_with(started_by, $by) OR substr(started_by, length($by) + 1) NOT IN (SELECT id FROM run WHERE status <> 'Finished'))
        ORDER BY no LIMIT {limit.ToString(CultureInfo.InvariantCulture)}
        """,
        r => r.GetInt64(0),
        ("definition", old.DefinitionId), ("before", old.FinishedBefore.UtcDateTime), ("newest", old.Newest), ("by", RunRecord.ByRun));

    public static long Remove(DuckDBConnection connection, IReadOnlyCollection<long> numbers)
    {
        if (numbers.Count == 0)
            return 0;
        var runs = string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        // The ledger keeps what simulated runs would have sent; lists leave it out by these names.
        connection.Execute($"INSERT INTO removed_simulation SELECT id FROM run WHERE mode = 'Simulate' AND no IN ({runs})");
        connection.Execute($"INSERT INTO removed_run SELECT no, id, request_key, mode = 'Simulate', false FROM run WHERE no IN ({runs})");
        return connection.Execute($"DELETE FROM run WHERE no IN ({runs})");
    }

    /// <returns>False: there was nothing.</returns>
    public static bool Clear(DuckDBConnection connection, int rows)
    {
        foreach (var (table, where) in Rows)
        {
            if (connection.Execute($"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {where} LIMIT {rows.ToString(CultureInfo.InvariantCulture)})") > 0)
                return true;
        }
        return false;
    }

    /// <summary>Nothing is left of them but requests that must not be done again; definitions that nobody runs any more go too.</summary>
    /// <returns>True: definitions were deleted.</returns>
    public static bool Close(DuckDBConnection connection)
    {
        connection.Execute("DELETE FROM removed_run WHERE NOT cleared AND request_key IS NULL");
        connection.Execute("UPDATE removed_run SET cleared = true WHERE NOT cleared");
        return connection.Execute("DELETE FROM run_snapshot WHERE hash NOT IN (SELECT snapshot FROM run)") > 0;
    }
}
