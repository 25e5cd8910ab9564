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

    /// <summary>The version of this number; null: the published one, or the latest where none is published.</summary>
    /// <param name="keep">It will be run, so it must not change any more.</param>
    /// <returns>Null: there is no such flow or version.</returns>
    Task<RunnableFlow?> VersionAsync(string definitionId, int? version, bool keep, CancellationToken cancellationToken);

    /// <summary>Every published flow.</summary>
    Task<IReadOnlyList<WorkflowDefinition>> PublishedAsync(CancellationToken cancellationToken);
}

public sealed record RunnableFlow(WorkflowDefinition Definition, IReadOnlyList<Problem> Problems);
