using Designer.Contracts.Runs;
using Microsoft.Extensions.Options;
using Workflows.Definitions;

namespace Designer.Server.Runs;

/// <summary>How long and how many finished runs are kept: what the flow says (its published version, else its latest), and for the rest the configuration.</summary>
internal sealed class RunsToKeep(IRunnableFlows flows, IOptions<RunOptions> options)
{
    /// <param name="definitionId">Null, or a flow that is gone: the configuration's.</param>
    public async Task<RunsKept> OfAsync(string? definitionId, CancellationToken cancellationToken)
    {
        var flow = string.IsNullOrEmpty(definitionId) ? null : (await flows.VersionAsync(definitionId, null, keep: false, cancellationToken))?.Definition;
        var (days, runs) = (flow?.KeepDays(), flow?.KeepRuns());
        return new RunsKept(days ?? options.Value.KeepDays, runs ?? options.Value.KeepRuns, days is not null || runs is not null);
    }
}
