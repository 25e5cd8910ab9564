using Workflows.Definitions;
using Workflows.Validation;

namespace Designer.Server.Runs;

/// <summary>Where runs and schedules get flows from: answered by the flow store.</summary>
public interface IRunnableFlows
{
    /// <summary>The latest version, saved so that the run can name it; null: there is no such flow.</summary>
    Task<RunnableFlow?> LatestAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The published version, which is what a schedule runs; null: none is published.</summary>
    Task<RunnableFlow?> PublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Every published flow.</summary>
    Task<IReadOnlyList<WorkflowDefinition>> PublishedAsync(CancellationToken cancellationToken);
}

public sealed record RunnableFlow(WorkflowDefinition Definition, IReadOnlyList<Problem> Problems);
