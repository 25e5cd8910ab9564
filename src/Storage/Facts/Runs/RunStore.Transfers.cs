using System.Security.Cryptography;
using System.Text;
using Activities.Runs;
using DuckDB.NET.Data;
using Storage.Facts.Simulations;
using Workflows.Running;

namespace Storage.Facts.Runs;

/// <summary>People who move from one run to another.</summary>
public sealed partial class RunStore : IRunTransfers
{
    private const string Movable =
        """
        SELECT contact FROM run_place WHERE run = $run AND state IN ('queued', 'held', 'waiting')
        GROUP BY contact HAVING bool_and(state = 'waiting' AND list_contains($activities, activity))
        """;

    public Task<long> CountAsync(RunRecord from, IReadOnlyCollection<string> activities, CancellationToken cancellationToken) =>
        facts.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM ({Movable})", ("run", from.Number), ("activities", activities.ToList())), cancellationToken);

    public async Task<Transferred?> MoveAsync(RunRecord from, NewRun into, IReadOnlyCollection<string> activities, DateTimeOffset at, TransferWork work, CancellationToken cancellationToken)
    {
        var epoch = _numbers.Epoch;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(into.Definition)));
        var (moved, oldLine, newLine) = await facts.WriteAsync<(Transferred?, long?, long?)>(
            connection =>
            {
                var run = into.Run with { Number = _numbers.Next(connection), Snapshot = hash, EveryoneUpTo = from.EveryoneUpTo };
                if (Move(connection, from.Number, run.Number, activities, at) is not { Count: > 0 } groups)
                    return (null, null, null);
                if (from.Mode == RunMode.Simulate)
                    SimulatedRows.Move(connection, from.Number, run.Number);
                if (!_numbers.IsKept(hash))
                    Snapshot(connection, hash, into.Definition);
                var (leaving, arriving) = (Moves(connection, from, at), Moves(connection, run, at));
                var both = work(run, groups, leaving, arriving);
                both = new Transferred(Timed(both.From, leaving, at), Timed(both.Into, arriving, at));
                RunRows.Update(connection, both.From);
                RunRows.Insert(connection, both.Into, into.RequestKey);
                return (both, RunJournal.Append(connection, from.Number, null, leaving.Lines), RunJournal.Append(connection, run.Number, 0, arriving.Lines));
            },
            cancellationToken);
        if (moved is null)
            return null;
        _numbers.Keep(moved.From, oldLine);
        _numbers.Keep(moved.Into, newLine, hash, epoch);
        return moved;
    }

    private static IReadOnlyList<WaitingGroup> Move(DuckDBConnection connection, long from, long into, IReadOnlyCollection<string> activities, DateTimeOffset at)
    {
        connection.Execute(
            $"""
            INSERT INTO run_place SELECT $into, activity, visit, contact, 1, 'waiting', outcome, NULL, until, 0, NULL, $at
            FROM run_place WHERE run = $run AND state = 'waiting' AND contact IN ({Movable})
            """,
            ("run", from), ("into", into), ("activities", activities.ToList()), ("at", at.UtcDateTime));
        // Who moved waits nowhere but where they moved from.
        connection.Execute(
            """
            UPDATE run_place SET state = 'dropped', reason = 'moved', moved_at = $at
            WHERE run = $run AND state = 'waiting' AND contact IN (SELECT contact FROM run_place WHERE run = $into)
            """,
            ("run", from), ("into", into), ("at", at.UtcDateTime));
        return connection.List(
            "SELECT activity, visit, count(*) FROM run_place WHERE run = $into GROUP BY ALL ORDER BY ALL", r => new WaitingGroup(r.GetString(0), r.GetInt32(1), r.GetInt64(2)), ("into", into));
    }
}
