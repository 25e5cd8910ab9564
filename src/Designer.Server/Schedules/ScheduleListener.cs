using Designer.Server.Flows;
using Workflows.Definitions;

namespace Designer.Server.Schedules;

/// <summary>Puts the schedules of a flow in force when it is published, out of force when it is not any more. Asks for the index late: the index itself asks the flow store.</summary>
internal sealed class ScheduleListener(IServiceProvider services) : IFlowListener
{
    public Task PublishedChangedAsync(string definitionId, WorkflowDefinition? published, CancellationToken cancellationToken) =>
        services.GetRequiredService<ScheduleIndex>().RefreshAsync(cancellationToken);
}
