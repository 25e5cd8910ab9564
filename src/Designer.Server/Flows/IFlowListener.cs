using Workflows.Definitions;

namespace Designer.Server.Flows;

/// <summary>Hears, after it is stored, that what is published of a flow has changed. At start a listener asks <see cref="FlowStore.PublishedAsync"/> instead.</summary>
public interface IFlowListener
{
    /// <param name="published">The version that is published now; null when there is none any more (unpublished or deleted).</param>
    Task PublishedChangedAsync(string definitionId, WorkflowDefinition? published, CancellationToken cancellationToken);
}
