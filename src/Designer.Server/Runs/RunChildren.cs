using System.Collections.Immutable;
using System.Text.Json;
using Activities.Runs;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Flows that flows start: the published version, in the mode of the run that asks.</summary>
internal abstract class RunChildren(RunStarter starter, RunEngine engine, IRunStore store, RunMode mode) : IChildFlows
{
    private const int Deepest = 20;

    public async Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken)
    {
        await CheckDepthAsync(asked.Parent, cancellationToken);
        try
        {
            var inputs = asked.Inputs is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject().DistinctBy(p => p.Name).ToImmutableDictionary(p => p.Name, p => p.Value.Clone()) : ImmutableDictionary<string, JsonElement>.Empty;
            var request = new RunRequest(asked.DefinitionId, mode, RunRecord.ByRun + asked.Parent, asked.Key, Published: true) { Inputs = inputs, CorrelationId = asked.CorrelationId };
            return (await starter.StartAsync(request, cancellationToken))?.Id
                ?? throw new ActivityFaultException($"There is no published flow '{asked.DefinitionId}'.", canRetry: false);
        }
        catch (RunRefusedException refused)
        {
            throw new ActivityFaultException(refused.Message, canRetry: false, refused);
        }
        catch (RunRemovedException gone)
        {
            throw new ActivityFaultException(gone.Message, canRetry: false, gone);
        }
    }

    private async Task CheckDepthAsync(string parent, CancellationToken cancellationToken)
    {
        var run = parent;
        for (var depth = 1; (engine.Current(run) ?? await store.FindAsync(run, cancellationToken)) is { } record && record.Parent is { } above; depth++)
        {
            if (depth >= Deepest)
                throw new ActivityFaultException($"Flows start each other more than {Deepest} deep, which is the limit.", canRetry: false);
            run = above;
        }
    }
}

internal sealed class LiveChildren(RunStarter starter, RunEngine engine, IRunStore store) : RunChildren(starter, engine, store, RunMode.Live);

/// <summary>What a simulated run starts is simulated too.</summary>
internal sealed class SimulatedChildren(RunStarter starter, RunEngine engine, IRunStore store) : RunChildren(starter, engine, store, RunMode.Simulate);
