using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>One run in memory, the only place from which its state changes. One worker drives it; pause and cancel may come meanwhile.</summary>
internal abstract class RunExecution(RunRecord record, RunFlow flow)
{
    /// <summary>As the last commit left it, or what was put off since.</summary>
    public RunRecord Record { get; protected set; } = record;

    public RunFlow Flow => flow;

    /// <summary>0: idle, 1: a worker drives it, 2: it was asked for again meanwhile.</summary>
    public int Wanted;

    /// <summary>What stopped it: the run is read anew before it goes on. Where that was the store, what it kept of the last commit is not known, so that nothing is committed before.</summary>
    public Exception? HeldUpBy { get; set; }

    /// <summary>Pause, resume, cancel, recover: committed when the task completes.</summary>
    public abstract Task TellAsync(RunEvent happened, CancellationToken cancellationToken);

    /// <summary>Commits the run as it is: whether the store takes it again.</summary>
    public abstract Task ProveAsync(CancellationToken cancellationToken);

    /// <summary>Goes on until nothing is ready at this instant; everything is committed then.</summary>
    public abstract Task StepsAsync(CancellationToken cancellationToken);

    /// <summary>Every commit goes through here, one at a time.</summary>
    protected async Task<T> KeepAsync<T>(Func<Task<T>> commit)
    {
        if (HeldUpBy is { } before && StoreFaults.Holds(before))
            throw before;
        try
        {
            return await commit();
        }
        catch (Exception fault) when (StoreFaults.Holds(fault))
        {
            HeldUpBy = fault;
            throw;
        }
    }
}
