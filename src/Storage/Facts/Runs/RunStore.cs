using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activities.Runs;
using Activities.Segments;
using DuckDB.NET.Data;
using Storage.Facts.Simulations;
using Workflows.Running;
using Workflows.Segments;

namespace Storage.Facts.Runs;

/// <summary>Runs in DuckDB.</summary>
public sealed partial class RunStore(FactsDatabase facts, SegmentResolver segments) : IRunStore
{
    public Task<SegmentRule> ResolveAsync(SegmentRule rule, CancellationToken cancellationToken) => segments.ResolveAsync(rule, cancellationToken);

    private readonly RunNumbers _numbers = new();

    public async Task<RunRecord> CreateAsync(NewRun run, Func<RunRecord, long, IRunMoves, RunRecord> begin, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Definition)));
        var epoch = _numbers.Epoch;
        var (record, last) = await facts.WriteAsync(connection => Existing(connection, run) is { } known ? (known, null) : Create(connection, run, hash, begin), cancellationToken);
        _numbers.Keep(record, last, hash, epoch);
        return record;
    }

    public async Task<RunRecord> CommitAsync(RunRecord run, DateTimeOffset at, Func<IRunMoves, RunRecord> work, CancellationToken cancellationToken)
    {
        try
        {
            var (record, last) = await facts.WriteAsync(
                connection =>
                {
                    var moves = Moves(connection, run, at);
                    var next = Timed(work(moves), moves, at);
                    RunRows.Update(connection, next);
                    return (next, RunJournal.Append(connection, run.Number, _numbers.LastLine(run), moves.Lines));
                },
                cancellationToken);
            _numbers.Keep(record, last);
            return record;
        }
        catch (FactsUnavailableException)
        {
            _numbers.ForgetLine(run);
            throw;
        }
    }

    public Task<RunRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        facts.ReadAsync(c => c.List($"SELECT {RunRows.Columns} FROM run WHERE id = $id", RunRows.Read, ("id", id)).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<RunRecord>> ListAsync(RunFilter filter, CancellationToken cancellationToken) =>
        facts.ReadAsync(c => RunPages.Read(c, filter), cancellationToken);

    public Task<IReadOnlyList<RunRecord>> UnfinishedAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<RunRecord>>(c => c.List($"SELECT {RunRows.Columns} FROM run WHERE status = 'Running' ORDER BY no", RunRows.Read), cancellationToken);

    public async Task<string> DefinitionAsync(string snapshot, CancellationToken cancellationToken) =>
        await facts.ReadAsync(c => c.Scalar<string>("SELECT definition FROM run_snapshot WHERE hash = $hash", ("hash", snapshot)), cancellationToken)
        ?? throw new InvalidOperationException($"The fact store has no definition '{snapshot}', which a run needs.");

    public Task<IReadOnlyList<long>> QueuedAsync(RunRecord run, Work work, long after, int limit, CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<long>>(
            c => c.List(
                $"""
                SELECT contact FROM run_place WHERE run = $run AND activity = $activity AND visit = $visit AND part = $part AND state = 'queued' AND contact > $after
                ORDER BY contact LIMIT {Number(limit)}
                """,
                r => r.GetInt64(0),
                ("run", run.Number), ("activity", work.Activity), ("visit", work.Visit), ("part", work.Part), ("after", after)),
            cancellationToken);

    public Task<RunPlaces> PlacesAsync(RunRecord run, RunPlaceFilter filter, CancellationToken cancellationToken)
    {
        const string where =
            """
            run = $run AND activity <> '' AND ($activity IS NULL OR activity = $activity) AND ($outcome IS NULL OR (outcome = $outcome AND state = 'left'))
            AND ($state IS NULL OR state = $state OR ($state = 'waiting' AND state = 'held'))
            """;
        (string, object?)[] parameters = [("run", run.Number), ("activity", filter.Activity), ("outcome", filter.Outcome), ("state", filter.State)];
        return facts.ReadAsync(
            c => new RunPlaces(
                c.List(
                    $"SELECT contact, activity, visit, state, outcome, reason, until, moved_at FROM run_place WHERE {where} ORDER BY moved_at, contact LIMIT {Number(filter.Limit)} OFFSET {Number(filter.Offset)}",
                    r => new RunPlace(r.GetInt64(0), r.GetString(1), r.GetInt32(2), r.GetString(3), r.Text(4), r.Text(5), r.InstantOrNull(6), r.Instant(7)),
                    parameters),
                c.Scalar<long>($"SELECT count(*) FROM run_place WHERE {where}", parameters)),
            cancellationToken);
    }

    public Task<IReadOnlyList<JournalLine>> JournalAsync(RunRecord run, long after, int limit, CancellationToken cancellationToken) =>
        facts.ReadAsync(c => RunJournal.Read(c, run.Number, after, limit), cancellationToken);

    public Task ForgetSimulatedAsync(DateTimeOffset finishedBefore, CancellationToken cancellationToken) =>
        facts.WriteAsync(c => SimulatedRows.Forget(c, finishedBefore), cancellationToken);

    /// <summary>Without a key the id is new by its making, and nothing has to be searched.</summary>
    private static RunRecord? Existing(DuckDBConnection connection, NewRun run)
    {
        if (run.RequestKey is not { } key)
            return null;
        return connection.Scalar<string>("SELECT id FROM removed_run WHERE request_key = $key LIMIT 1", ("key", key)) is { } gone
            ? throw new RunRemovedException(gone)
            : connection.List($"SELECT {RunRows.Columns} FROM run WHERE request_key = $key LIMIT 1", RunRows.Read, ("key", key)).FirstOrDefault();
    }

    private (RunRecord Run, long? LastLine) Create(DuckDBConnection connection, NewRun asked, string hash, Func<RunRecord, long, IRunMoves, RunRecord> begin)
    {
        if (!_numbers.IsKept(hash))
            Snapshot(connection, hash, asked.Definition);
        var run = asked.Run with
        {
            Number = _numbers.Next(connection), Snapshot = hash,
            EveryoneUpTo = asked.IsAudience ? connection.Scalar<long?>("SELECT max(id) FROM contact") ?? 0 : 0,
        };
        var moves = Moves(connection, run, run.StartedAt);
        var begun = Timed(begin(run, asked.IsAudience ? Count(connection, run, asked.Contacts) : 1, moves), moves, run.StartedAt);
        RunRows.Insert(connection, begun, asked.RequestKey);
        return (begun, RunJournal.Append(connection, run.Number, 0, moves.Lines));
    }

    private static long Count(DuckDBConnection connection, RunRecord run, IReadOnlyList<long>? chosen)
    {
        if (chosen is null)
            return connection.Scalar<long>("SELECT count(*) FROM contact WHERE id <= $upto", ("upto", run.EveryoneUpTo));
        Choose(connection, run, chosen);
        return connection.Scalar<long>("SELECT count(*) FROM run_place WHERE run = $run AND activity = ''", ("run", run.Number));
    }

    /// <summary>Chosen contacts stand in part 1 of an activity that does not exist, from where the first one takes them.</summary>
    private static void Choose(DuckDBConnection connection, RunRecord run, IReadOnlyList<long> contacts) => connection.Execute(
        $"""
        INSERT INTO run_place SELECT $run, '', 0, id, 0, 'left', 'Done', NULL, NULL, 0, 1, $at FROM contact
        WHERE id IN ({string.Join(',', contacts.DefaultIfEmpty(-1).Select(Number))})
        """,
        ("run", run.Number), ("at", run.StartedAt.UtcDateTime));

    private static void Snapshot(DuckDBConnection connection, string hash, string definition) => connection.Execute(
        "INSERT INTO run_snapshot SELECT $hash, $definition WHERE NOT EXISTS (SELECT 1 FROM run_snapshot WHERE hash = $hash)", ("hash", hash), ("definition", definition));

    private static RunMoves Moves(DuckDBConnection connection, RunRecord run, DateTimeOffset at) => new(connection, run, at.UtcDateTime);

    /// <summary>The earliest instant is asked of the rows only where somebody waits.</summary>
    private static RunRecord Timed(RunRecord run, RunMoves moves, DateTimeOffset at)
    {
        var state = run.State;
        var queue = RunMachine.NextDue(state);
        var until = !state.IsFinished && state.Ordinary is null && state.Nodes.Values.Any(n => n.Waiting > 0) ? moves.NextUntil() : null;
        return run with
        {
            Due = state.IsFinished ? null : queue is null || until < queue ? until : queue,
            FinishedAt = state.IsFinished ? run.FinishedAt ?? at : null,
        };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
