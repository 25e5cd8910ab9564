using DuckDB.NET.Data;
using Workflows.Running;

namespace Storage.Facts.Runs;

/// <summary>The set algebra of the runner in SQL: contacts move inside the database, whatever their number.</summary>
internal abstract class RunSets(DuckDBConnection connection, long run, long everyoneUpTo, DateTime at) : ISets
{
    protected const string Here = "run = $run AND activity = $activity AND visit = $visit";

    protected DuckDBConnection Connection => connection;
    protected long Run => run;
    protected DateTime At => at;

    public Arrival Enter(string activity, int visit, long from, long into)
    {
        var coming = connection.Scalar<long>($"SELECT count(*) FROM ({Source(from)})", Parameters(from));
        var accepted = connection.Execute(
            $"""
            INSERT INTO run_place SELECT $run, $activity, $visit, s.contact, $into, 'queued', NULL, NULL, NULL, 0, NULL, $at
            FROM ({Source(from)}) s ANTI JOIN (SELECT contact FROM run_place WHERE {Here}) t ON s.contact = t.contact
            """,
            [.. Parameters(from), ("activity", activity), ("visit", visit), ("into", into), ("at", at)]);
        return new Arrival(accepted, coming - accepted);
    }

    public Arrival Hold(string activity, int visit, long from, long bits, long into)
    {
        (string, object?)[] here = [.. Parameters(from), ("activity", activity), ("visit", visit), ("bits", bits)];
        var repeats = connection.Scalar<long>(
            $"SELECT count(*) FROM run_place WHERE {Here} AND (state <> 'held' OR (bits & $bits) = $bits) AND contact IN (SELECT contact FROM ({Source(from)}))", here);
        connection.Execute(
            $"UPDATE run_place SET bits = bits | $bits WHERE {Here} AND state = 'held' AND (bits & $bits) <> $bits AND contact IN (SELECT contact FROM ({Source(from)}))", here);
        var accepted = connection.Execute(
            $"""
            INSERT INTO run_place SELECT $run, $activity, $visit, s.contact, $into, 'held', NULL, NULL, NULL, $bits, NULL, $at
            FROM ({Source(from)}) s ANTI JOIN (SELECT contact FROM run_place WHERE {Here}) t ON s.contact = t.contact
            """,
            [.. here, ("into", into), ("at", at)]);
        return new Arrival(accepted, repeats);
    }

    public Settlement Settle(Join join, long into)
    {
        var live =
            $"""
            contact IN (SELECT contact FROM run_place u WHERE u.run = $run AND u.visit <= $visit AND NOT (u.activity = $activity AND u.visit = $visit)
                AND u.state IN ('queued', 'waiting'{(join.Quiet ? "" : ", 'held'")}) AND list_contains($upstream, u.activity))
            """;
        var cannotCome = join.EveryoneUpstream ? "false" : $"NOT ({live})";
        List<(string, object?)> here = [("run", run), ("activity", join.Activity), ("visit", join.Visit), ("at", at)];
        if (!join.EveryoneUpstream)
            here.Add(("upstream", join.Upstream.ToList()));
        // The conditions of the second statement must not see what the first released: released rows are no longer held.
        var bits = join.All ? "bits = $all" : $"(bits = $all OR {cannotCome})";
        var released = connection.Execute(
            $"UPDATE run_place SET state = 'left', outcome = 'Done', out_part = $into, moved_at = $at WHERE {Here} AND state = 'held' AND {bits}",
            [.. join.All ? here.Where(p => p.Item1 != "upstream") : here, ("all", join.AllBits), ("into", into)]);
        if (!join.All || join.EveryoneUpstream)
            return new Settlement(released, 0);
        var unmatched = connection.Execute($"UPDATE run_place SET state = 'dropped', reason = 'unmatched', moved_at = $at WHERE {Here} AND state = 'held' AND {cannotCome}", here);
        return new Settlement(released, unmatched);
    }

    public long Leave(string activity, int visit, long part, string outcome, long into) =>
        connection.Execute(
            $"UPDATE run_place SET state = 'left', outcome = $outcome, out_part = $into, moved_at = $at WHERE {Here} AND part = $part AND state = 'queued'",
            ("run", run), ("activity", activity), ("visit", visit), ("part", part), ("outcome", outcome), ("into", into), ("at", at));

    public long Fault(string activity, int visit, long part, string message) =>
        connection.Execute(
            $"UPDATE run_place SET state = 'faulted', reason = $message, moved_at = $at WHERE {Here} AND part = $part AND state = 'queued'",
            ("run", run), ("activity", activity), ("visit", visit), ("part", part), ("message", message), ("at", at));

    public long Requeue(string activity, int visit, long into) =>
        connection.Execute(
            $"UPDATE run_place SET state = 'queued', part = $into, reason = NULL, moved_at = $at WHERE {Here} AND state = 'faulted'",
            ("run", run), ("activity", activity), ("visit", visit), ("into", into), ("at", at));

    public IReadOnlyList<Ended> End(string activity, int visit, long part)
    {
        const string elsewhere =
            """
            run = $run AND state IN ('queued', 'held', 'waiting') AND NOT (activity = $activity AND visit = $visit AND part = $part)
            AND contact IN (SELECT contact FROM run_place e WHERE e.run = $run AND e.activity = $activity AND e.visit = $visit AND e.part = $part AND e.state = 'queued')
            """;
        (string, object?)[] here = [("run", run), ("activity", activity), ("visit", visit), ("part", part)];
        var ended = connection.List(
            $"SELECT activity, visit, CASE state WHEN 'queued' THEN part END AS p, count(*) FROM run_place WHERE {elsewhere} GROUP BY ALL ORDER BY ALL",
            r => new Ended(r.GetString(0), r.GetInt32(1), r.IsDBNull(2) ? null : r.GetInt64(2), r.GetInt64(3)),
            here);
        if (ended.Count > 0)
            connection.Execute($"UPDATE run_place SET state = 'dropped', reason = 'finished', moved_at = $at WHERE {elsewhere}", [.. here, ("at", at)]);
        return ended;
    }

    public void Cancel() =>
        connection.Execute("UPDATE run_place SET state = 'dropped', reason = 'cancelled', moved_at = $at WHERE run = $run AND state IN ('queued', 'held', 'waiting')", ("run", run), ("at", at));

    private static string Source(long from) => from == RunState.Everyone
        ? "SELECT id AS contact FROM contact WHERE id <= $upto AND $run = $run"
        : "SELECT contact FROM run_place WHERE run = $run AND out_part = $from";

    private (string, object?)[] Parameters(long from) => from == RunState.Everyone ? [("run", run), ("upto", everyoneUpTo)] : [("run", run), ("from", from)];
}
