using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>People who go on in another run: the one that they leave and the one they arrive in are driven on.</summary>
internal sealed partial class RunEngine
{
    /// <param name="ask">The new run, from the one they leave.</param>
    /// <param name="move">One commit; gets the run, its state at the last commit, the new run and the instant.</param>
    /// <returns>The new run; null: nobody moved, or the run is over or has no audience.</returns>
    public async Task<RunRecord?> MoveAsync(
        string id, RunFlow into, Func<RunRecord, NewRun> ask, Func<RunRecord, RunState, NewRun, DateTimeOffset, Task<Transferred?>> move, CancellationToken cancellationToken)
    {
        if (!_active.TryGetValue(id, out var run) || run is not AudienceExecution audience)
            return null;
        var moved = await AskedAsync(audience, () => audience.HandOverAsync(
            (record, committed) => record.State.IsFinished ? Task.FromResult<Transferred?>(null) : move(record, committed, ask(record), _time.GetUtcNow()), cancellationToken));
        if (moved is null)
            return null;
        if (_active.TryAdd(moved.Into.Id, Execution(moved.Into, into)))
            Wake(_active[moved.Into.Id]);
        _feed.Changed(moved.Into);
        Wake(run);
        return moved.Into;
    }
}
