using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Runs that the store does not keep for now: they wait, say why, and go on from what it kept.</summary>
internal sealed partial class RunEngine
{
    /// <summary>The pause before a run that was held up is tried again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private void HoldUp(RunExecution run, Exception fault)
    {
        HeldUp(_logger, fault, run.Record.Id);
        run.HeldUpBy = fault;
        _feed.HeldUp(run.Record, StoreFaults.Holds(fault) ? fault.Message : "The server failed; its log tells why.");
        _timer.At(_time.GetUtcNow() + Again, run.Record.Id);
    }

    /// <summary>What somebody asks of a run from outside: they are told that the store failed, and the run goes on from what it kept.</summary>
    private async Task<T> AskedAsync<T>(RunExecution run, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (StoreFaults.Holds(fault))
        {
            HoldUp(run, fault);
            throw;
        }
    }

    private Task AskedAsync(RunExecution run, RunEvent happened, CancellationToken cancellationToken) => AskedAsync(run, async () =>
    {
        await run.TellAsync(happened, cancellationToken);
        return true;
    });

    /// <summary>As after a restart: what was at work when the store failed begins again from the last commit.</summary>
    private async Task RenewAsync(RunExecution heldUp, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(heldUp.Record.Id, cancellationToken) ?? heldUp.Record;
        var run = Execution(record, heldUp.Flow);
        await run.TellAsync(new Recovered(), cancellationToken);
        await run.ProveAsync(cancellationToken);
        _active[record.Id] = run;
        _feed.GoesOn(run.Record);
        Wake(run);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} could not go on; it is tried again in 5 seconds")]
    private static partial void HeldUp(ILogger logger, Exception fault, string run);
}
