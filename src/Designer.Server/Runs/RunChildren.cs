using System.Collections.Immutable;
using System.Text.Json;
using Activities.Flow;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>Flows that flows start: the published version, in the mode of the run that asks.</summary>
internal abstract class RunChildren(RunStarter starter, RunEngine engine, IRunStore store, IRunnableFlows flows, RunMode mode) : IChildFlows
{
    private const int Deepest = 20;

    public async Task<string> StartAsync(ChildFlow asked, CancellationToken cancellationToken)
    {
        await CheckDepthAsync(asked.Parent, cancellationToken);
        try
        {
            var inputs = GivenInputs.Read(asked.Inputs);
            if (await FlowAsync(asked, cancellationToken) is not { } flow)
                throw new ActivityFaultException($"There is no published flow '{asked.DefinitionId}'.", canRetry: false);
            if (asked.UsedVersion is not null)
                inputs = Matched(flow.Definition, inputs);
            var request = new RunRequest(asked.DefinitionId, mode, RunRecord.ByRun + asked.Parent, asked.Key, Published: true) { Inputs = inputs, CorrelationId = asked.CorrelationId };
            return (await starter.StartAsync(flow, request, cancellationToken)).Id;
        }
        catch (Exception refused) when (refused is RunRefusedException or RunInputException)
        {
            throw new ActivityFaultException(refused.Message, canRetry: false, refused);
        }
        catch (RunRemovedException gone)
        {
            throw new ActivityFaultException(gone.Message, canRetry: false, gone);
        }
    }

    /// <summary>The published version; an older one where a step of another flow was drawn with that.</summary>
    private async Task<RunnableFlow?> FlowAsync(ChildFlow asked, CancellationToken cancellationToken)
    {
        var published = await flows.PublishedAsync(asked.DefinitionId, cancellationToken);
        return published is not null && asked.UsedVersion is { } version && version < published.Definition.Version
            ? await flows.VersionAsync(asked.DefinitionId, version, keep: true, cancellationToken) ?? published
            : published;
    }

    /// <summary>In the file of the flow that uses it, "Message" is called message.</summary>
    private static ImmutableDictionary<string, JsonElement> Matched(WorkflowDefinition definition, ImmutableDictionary<string, JsonElement> given) =>
        given.ToImmutableDictionary(g => definition.Inputs.FirstOrDefault(i => FlowAsActivity.Camel(i.Name) == g.Key)?.Name ?? g.Key, g => g.Value);

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

internal sealed class LiveChildren(RunStarter starter, RunEngine engine, IRunStore store, IRunnableFlows flows) : RunChildren(starter, engine, store, flows, RunMode.Live);

/// <summary>What a simulated run starts is simulated too.</summary>
internal sealed class SimulatedChildren(RunStarter starter, RunEngine engine, IRunStore store, IRunnableFlows flows) : RunChildren(starter, engine, store, flows, RunMode.Simulate);
