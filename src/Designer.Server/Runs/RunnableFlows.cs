using Designer.Server.Flows;
using Workflows.Definitions;

namespace Designer.Server.Runs;

/// <summary>The flow store, as runs and schedules ask it.</summary>
internal sealed class RunnableFlows(FlowStore flows, FlowProblems problems) : IRunnableFlows
{
    public async Task<RunnableFlow?> LatestAsync(string definitionId, CancellationToken cancellationToken)
    {
        try
        {
            return await WithProblemsAsync((await flows.SnapshotAsync(definitionId, cancellationToken)).Definition, cancellationToken);
        }
        catch (FlowNotFoundException)
        {
            return null;
        }
    }

    public async Task<RunnableFlow?> PublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await flows.PublishedSnapshotAsync(definitionId, cancellationToken) is { } published ? await WithProblemsAsync(published.Definition, cancellationToken) : null;

    public async Task<RunnableFlow?> VersionAsync(string definitionId, int? version, bool keep, CancellationToken cancellationToken)
    {
        try
        {
            var flow = (await flows.GetAsync(definitionId, cancellationToken)).Document;
            var number = version ?? flow.PublishedVersion ?? flow.Version;
            var definition = keep ? (await flows.SnapshotAsync(definitionId, number, cancellationToken)).Definition : await flows.VersionAsync(definitionId, number, cancellationToken);
            return await WithProblemsAsync(definition, cancellationToken);
        }
        catch (FlowNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<WorkflowDefinition>> PublishedAsync(CancellationToken cancellationToken) =>
        [.. (await flows.PublishedAsync(cancellationToken)).Select(s => s.Definition)];

    private async Task<RunnableFlow> WithProblemsAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        new(definition, await problems.OfAsync(definition, cancellationToken));
}
