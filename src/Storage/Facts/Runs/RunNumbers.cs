using System.Collections.Concurrent;
using Activities.Runs;
using DuckDB.NET.Data;

namespace Storage.Facts.Runs;

/// <summary>What would otherwise be asked of the tables at every commit: the next run's number, a run's last journal line, which definitions are kept.</summary>
internal sealed class RunNumbers
{
    private readonly ConcurrentDictionary<long, long> _lastLines = new();
    private readonly ConcurrentDictionary<string, bool> _snapshots = new();
    private long _last = -1;
    private int _epoch;

    /// <summary>Counts how often snapshots were deleted.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Ascending; a start that failed leaves a gap. Called by the one writer only.</summary>
    public long Next(DuckDBConnection connection)
    {
        if (_last < 0)
            _last = connection.Scalar<long?>("SELECT max(no) FROM (SELECT no FROM run UNION ALL SELECT no FROM removed_run)") ?? 0;
        return ++_last;
    }

    /// <returns>Null: it has to be asked for.</returns>
    public long? LastLine(RunRecord run) => _lastLines.TryGetValue(run.Number, out var last) ? last : null;

    /// <summary>Whether a commit was kept is not known: the last line has to be asked for.</summary>
    public void ForgetLine(RunRecord run) => _lastLines.TryRemove(run.Number, out _);

    public bool IsKept(string snapshot) => _snapshots.ContainsKey(snapshot);

    /// <summary>Snapshots are deleted: which are still there has to be asked. Called by the one writer only.</summary>
    public void ForgetSnapshots()
    {
        Interlocked.Increment(ref _epoch);
        _snapshots.Clear();
    }

    /// <summary>After a commit.</summary>
    /// <param name="epoch">When the commit began; what is known from before a deletion counts no more.</param>
    public void Keep(RunRecord run, long? lastLine, string? snapshot = null, int epoch = 0)
    {
        if (run.State.IsFinished)
            _lastLines.TryRemove(run.Number, out _);
        else if (lastLine is { } last)
            _lastLines[run.Number] = last;
        if (snapshot is not null && epoch == Epoch)
            _snapshots[snapshot] = true;
    }
}
