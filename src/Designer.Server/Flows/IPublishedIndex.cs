using Workflows.Definitions;

namespace Designer.Server.Flows;

/// <summary>Something kept in memory of the published flows, from the start on.</summary>
public interface IPublishedIndex
{
    void Put(WorkflowDefinition published);

    void Remove(string definitionId);
}

/// <summary>Tells every index what was published before this start, and whatever changes then.</summary>
internal sealed class PublishedIndexes(IServiceProvider services, IEnumerable<IPublishedIndex> indexes) : IHostedService, IFlowListener
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for late: the store itself tells us.
        foreach (var published in await services.GetRequiredService<FlowStore>().PublishedAsync(cancellationToken))
            Put(published.Definition);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PublishedChangedAsync(string definitionId, WorkflowDefinition? published, CancellationToken cancellationToken)
    {
        if (published is not null)
            Put(published);
        else
            foreach (var index in indexes)
                index.Remove(definitionId);
        return Task.CompletedTask;
    }

    private void Put(WorkflowDefinition published)
    {
        foreach (var index in indexes)
            index.Put(published);
    }
}
