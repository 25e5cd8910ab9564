using System.Globalization;
using Activities.Runs;
using DuckDB.NET.Data;
using Storage.Facts.Contacts;
using Storage.Facts.Segments;
using Storage.Facts.Simulations;
using Workflows.Running;
using Workflows.Segments;

namespace Storage.Facts.Runs;

/// <summary>What activities do to the contacts of their part, in SQL.</summary>
internal sealed class RunMoves(DuckDBConnection connection, RunRecord run, DateTime at) : RunSets(connection, run.Number, run.EveryoneUpTo, at), IRunMoves
{
    private const string Mine = $"{Here} AND part = $part AND state = 'queued'";

    private const int Few = 100;

    public List<JournalLine> Lines { get; } = [];

    public long Leave(Work work, IReadOnlyCollection<long> contacts, string outcome, Reason? reason, long into) =>
        contacts.Count == 0 ? 0 : Set(work, "state = 'left', outcome = $outcome, reason = $reason, out_part = $into", In(contacts), ("outcome", outcome), ("reason", reason?.Code), ("into", into));

    public long LeavePart(Work work, string outcome, Reason? reason, long into) =>
        Set(work, "state = 'left', outcome = $outcome, reason = $reason, out_part = $into", "true", ("outcome", outcome), ("reason", reason?.Code), ("into", into));

    public long LeaveMatching(Work work, SegmentRule rule, DateTimeOffset now, string outcome, long into)
    {
        var query = SegmentSql.Compile(Connection, run.Mode == RunMode.Simulate ? SimulatedView.Of(Connection, Run) : ContactView.Real(Connection), rule, now);
        return Set(
            work, "state = 'left', outcome = $outcome, out_part = $into", $"contact IN (SELECT id FROM ({query.Sql}) s WHERE {Only(work)})",
            [.. query.Parameters, ("outcome", outcome), ("into", into)]);
    }

    public long LeaveByChance(Work work, string seed, double from, double to, string outcome, long into) =>
        // MD5 because it is the same in every version of DuckDB; its hash() is not promised to be.
        Set(
            work,
            "state = 'left', outcome = $outcome, out_part = $into",
            "md5_number_lower($seed || ':' || contact) / 18446744073709551616.0 >= $low AND md5_number_lower($seed || ':' || contact) / 18446744073709551616.0 < $high",
            ("seed", seed), ("low", from), ("high", to), ("outcome", outcome), ("into", into));

    public long Wait(Work work, IReadOnlyCollection<(long Contact, DateTimeOffset Until)> contacts, string outcome) =>
        contacts.GroupBy(c => c.Until).Sum(g => Set(work, "state = 'waiting', outcome = $outcome, until = $until", In(g.Select(c => c.Contact)), ("outcome", outcome), ("until", g.Key.UtcDateTime)));

    public long WaitPart(Work work, DateTimeOffset until, string outcome) =>
        Set(work, "state = 'waiting', outcome = $outcome, until = $until", "true", ("outcome", outcome), ("until", until.UtcDateTime));

    public long Fault(Work work, IReadOnlyCollection<long> contacts, string message) =>
        contacts.Count == 0 ? 0 : Set(work, "state = 'faulted', reason = $message", In(contacts), ("message", message));

    public long Drop(Work work, IReadOnlyCollection<long> contacts, Reason reason) =>
        contacts.Count == 0 ? 0 : Set(work, "state = 'dropped', reason = $reason", In(contacts), ("reason", reason.Code));

    public IReadOnlyList<DueGroup> DueGroups(DateTimeOffset now) =>
        Connection.List(
            "SELECT activity, visit, outcome, count(*) FROM run_place WHERE run = $run AND state = 'waiting' AND until <= $now GROUP BY ALL ORDER BY ALL",
            r => new DueGroup(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetInt64(3)),
            ("run", Run), ("now", now.UtcDateTime));

    public void LeaveDue(DueGroup group, DateTimeOffset now, long into) =>
        Connection.Execute(
            $"UPDATE run_place SET state = 'left', out_part = $into, moved_at = $at WHERE {Here} AND state = 'waiting' AND outcome = $outcome AND until <= $now",
            ("run", Run), ("activity", group.Activity), ("visit", group.Visit), ("outcome", group.Outcome), ("now", now.UtcDateTime), ("into", into), ("at", At));

    public DateTimeOffset? NextUntil() =>
        Connection.Scalar<DateTime?>("SELECT min(until) FROM run_place WHERE run = $run AND state = 'waiting'", ("run", Run)) is { } until
            ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc))
            : null;

    public void Journal(JournalLine line) => Lines.Add(line);

    private long Set(Work work, string change, string which, params IEnumerable<(string, object?)> parameters) =>
        Connection.Execute(
            $"UPDATE run_place SET {change}, moved_at = $at WHERE {Mine} AND ({which})",
            [("run", Run), ("activity", work.Activity), ("visit", work.Visit), ("part", work.Part), ("at", At), .. parameters]);

    /// <summary>A few people are named, so that a run of one contact does not ask the rule of everybody; of many the database joins faster than it looks up.</summary>
    private string Only(Work work)
    {
        if (work.Count > Few)
            return "true";
        var ids = Connection.List($"SELECT contact FROM run_place WHERE {Mine}", r => r.GetInt64(0), ("run", Run), ("activity", work.Activity), ("visit", work.Visit), ("part", work.Part));
        return ids.Count == 0 ? "false" : In(ids).Replace("contact", "id", StringComparison.Ordinal);
    }

    /// <summary>Numbers of our own, so they may stand in the text; a thousand parameters would each be bound.</summary>
    private static string In(IEnumerable<long> contacts) => $"contact IN ({string.Join(',', contacts.Select(c => c.ToString(CultureInfo.InvariantCulture)))})";
}
