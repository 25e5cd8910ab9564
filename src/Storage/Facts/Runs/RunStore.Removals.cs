using Activities.Runs;

namespace Storage.Facts.Runs;

/// <summary>Finished runs go.</summary>
public sealed partial class RunStore : IRunRemovals
{
    public Task<IReadOnlyList<string>> FlowsAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<string>>(c => c.List("SELECT DISTINCT definition_id FROM run WHERE status = 'Finished' ORDER BY ALL", r => r.GetString(0)), cancellationToken);

    public Task<long> RemoveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        facts.WriteAsync(c => RunRemovals.Remove(c, RunRemovals.Finished(c, ids)), cancellationToken);

    public Task<long> RemoveOldAsync(OldRuns old, int limit, CancellationToken cancellationToken) =>
        facts.WriteAsync(c => RunRemovals.Remove(c, RunRemovals.Old(c, old, limit)), cancellationToken);

    public Task<bool> ClearAsync(int rows, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            connection =>
            {
                if (RunRemovals.Clear(connection, rows))
                    return true;
                if (RunRemovals.Close(connection))
                    _numbers.ForgetSnapshots();
                return false;
            },
            cancellationToken);
}
