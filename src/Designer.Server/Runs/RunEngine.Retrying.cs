using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>What faulted gets a second chance, and its run is driven again.</summary>
internal sealed partial class RunEngine
{
    /// <summary>What faulted is tried again, also in a run that is over: people where they were, a step of an ordinary flow where it stood.</summary>
    /// <exception cref="RetryRefusedException">There is no such run, or nothing in it that could be tried again; it says why.</exception>
    public async Task<RunRecord> RetryAsync(string id, string? activity, CancellationToken cancellationToken)
    {
        var run = _active.GetValueOrDefault(id);
        var record = run?.Record ?? await _store.FindAsync(id, cancellationToken) ?? throw RetryRefusedException.Unknown(id);
        RetryRefusedException.ThrowIfNothing(record, activity);
        run ??= _active.GetOrAdd(id, Execution(record, await _flows.GetAsync(record, cancellationToken)));
        try
        {
            await AskedAsync(run, new Retried(activity), cancellationToken);
        }
        catch (RunRemovedException)
        {
            _active.TryRemove(id, out _);
            throw RetryRefusedException.Unknown(id);
        }
        if (run is OrdinaryExecution && run.Record.State.IsFinished)
        {
            _active.TryRemove(id, out _);
            throw RetryRefusedException.NothingFailed(id, activity);
        }
        _active[id] = run;
        Wake(run);
        return run.Record;
    }
}
