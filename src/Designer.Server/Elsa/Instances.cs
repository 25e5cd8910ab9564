using Activities.Runs;
using Designer.Server.Runs;

namespace Designer.Server.Elsa;

/// <summary>Finds a run as it is this moment, and its whole story.</summary>
internal sealed class Instances(IRunStore store, RunEngine engine, RunFlows flows)
{
    /// <summary>A journal longer than this is told to here only; see RunJournalLines for how short it is kept.</summary>
    private const int MostLines = 20_000;

    public async Task<RunRecord> GetAsync(string id, CancellationToken cancellationToken) =>
        engine.Current(id) ?? await store.FindAsync(id, cancellationToken) ?? throw new InstanceNotFoundException(id);

    public async Task<(RunRecord Run, InstanceTrace Trace, RunFlow Flow)> TraceAsync(string id, CancellationToken cancellationToken)
    {
        var run = await GetAsync(id, cancellationToken);
        var flow = await flows.GetAsync(run, cancellationToken);
        return (run, new InstanceTrace(run, flow, await store.JournalAsync(run, 0, MostLines, cancellationToken)), flow);
    }
}

/// <summary>404.</summary>
internal sealed class InstanceNotFoundException(string id) : Exception($"There is no workflow instance '{id}'.");
