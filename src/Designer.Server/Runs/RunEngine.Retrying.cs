using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>What faulted gets a second chance, and its run is driven again.</summary>
internal sealed partial class RunEngine
{
    /// <summary>What faulted is tried again, also in a run that is over: people where they were, a step of an ordinary flow where it stood.</summary>
    /// <returns>Null: there is no such run, or nothing in it that could be tried again.</returns>
    public async Task<RunRecord?> RetryAsync(string id, string? activity, CancellationToken cancellationToken)
    {
        if (!_active.TryGetValue(id, out var run))
        {
            if (await _store.FindAsync(id, cancellationToken) is not { } record)
                return null;
            run = _active.GetOrAdd(id, Execution(record, await _flows.GetAsync(record, cancellationToken)));
        }
        try
        {
            await AskedAsync(run, new Retried(activity), cancellationToken);
        }
        catch (RunRemovedException)
        {
            _active.TryRemove(id, out _);
            return null;
        }
        if (run is OrdinaryExecution && run.Record.State.IsFinished)
        {
            _active.TryRemove(id, out _);
            return null;
        }
        _active[id] = run;
        Wake(run);
        return run.Record;
    }
}
