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

    /// <summary>Ascending; a start that failed leaves a gap. Called by the one writer only.</summary>
    public long Next(DuckDBConnection connection)
    {
        if (_last < 0)
            _last = connection.Scalar<long?>("SELECT max(no) FROM run") ?? 0;
        return ++_last;
    }

    /// <returns>Null: it has to be asked for.</returns>
    public long? LastLine(RunRecord run) => _lastLines.TryGetValue(run.Number, out var last) ? last : null;

    public bool IsKept(string snapshot) => _snapshots.ContainsKey(snapshot);

    /// <summary>After a commit.</summary>
    public void Keep(RunRecord run, long? lastLine, string? snapshot)
    {
        if (run.State.IsFinished)
            _lastLines.TryRemove(run.Number, out _);
        else if (lastLine is { } last)
            _lastLines[run.Number] = last;
        if (snapshot is not null)
            _snapshots[snapshot] = true;
    }
}
