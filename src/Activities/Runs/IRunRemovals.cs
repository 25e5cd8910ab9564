namespace Activities.Runs;

/// <summary>
/// Finished runs go: at once out of every list, then their rows in portions, so that nothing else waits long and a sweep that was interrupted is finished by the next.
/// Messages, posts and the send ledger stay: they say what happened to people; those of a simulated run go, because they did not, all but the ledger's.
/// A request key stays as well: what was asked once is not done again because its run is gone.
/// </summary>
public interface IRunRemovals
{
    /// <summary>Flows of which there are finished runs.</summary>
    Task<IReadOnlyList<string>> FlowsAsync(CancellationToken cancellationToken);

    /// <returns>How many there were; runs under way are left alone.</returns>
    Task<long> RemoveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Those of one flow that are too old or too many, oldest first. One that was started by a run which is not over stays: that run may still ask how it ended.</summary>
    /// <returns>How many were removed; less than the limit: there are no more.</returns>
    Task<long> RemoveOldAsync(OldRuns old, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes at most so many rows of runs that were removed.</summary>
    /// <returns>False: nothing is left of them.</returns>
    Task<bool> ClearAsync(int rows, CancellationToken cancellationToken);
}

/// <param name="FinishedBefore">These are too old.</param>
/// <param name="Newest">More than these, of live and of simulated runs each, are too many.</param>
public sealed record OldRuns(string DefinitionId, DateTimeOffset FinishedBefore, int Newest);

/// <summary>There was such a run; it has been removed with its history. Its request key still counts.</summary>
public sealed class RunRemovedException(string id) : Exception($"The run '{id}' is over and has been removed; what it did is not done again.")
{
    public string RunId => id;
}
