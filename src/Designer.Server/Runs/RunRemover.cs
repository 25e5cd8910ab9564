using Activities.Runs;

namespace Designer.Server.Runs;

/// <summary>Removes runs in portions: between two of them whatever else is written has its turn.</summary>
internal sealed class RunRemover(IRunRemovals removals, RunsToKeep keep, TimeProvider time)
{
    private const int RunsAtOnce = 500;
    private const int RowsAtOnce = 50_000;

    /// <returns>How many there were; runs under way are left alone.</returns>
    public async Task<long> RemoveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var removed = await removals.RemoveAsync(ids, cancellationToken);
        await ClearAsync(cancellationToken);
        return removed;
    }

    /// <summary>What the last sweep could not finish, then what has become too old or too many since.</summary>
    /// <returns>How many runs went.</returns>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        await ClearAsync(cancellationToken);
        var removed = 0L;
        foreach (var flow in await removals.FlowsAsync(cancellationToken))
        {
            var kept = await keep.OfAsync(flow, cancellationToken);
            var old = new OldRuns(flow, time.GetUtcNow().AddDays(-kept.Days), kept.Runs);
            for (var portion = (long)RunsAtOnce; portion == RunsAtOnce;)
            {
                portion = await removals.RemoveOldAsync(old, RunsAtOnce, cancellationToken);
                removed += portion;
                if (portion > 0)
                    await ClearAsync(cancellationToken);
            }
        }
        return removed;
    }

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        while (await removals.ClearAsync(RowsAtOnce, cancellationToken))
        {
        }
    }
}
