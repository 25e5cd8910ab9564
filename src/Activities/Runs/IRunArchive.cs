using System.Collections.Immutable;
using Workflows.Running;

namespace Activities.Runs;

/// <summary>Runs as a reader of lists looks for them.</summary>
public interface IRunArchive
{
    Task<RunPage> SearchAsync(RunSearch search, CancellationToken cancellationToken);
}

/// <summary>Empty lists and nulls ask for nothing.</summary>
public sealed record RunSearch
{
    public ImmutableArray<string> Ids { get; init; } = [];
    public ImmutableArray<string> DefinitionIds { get; init; } = [];
    public int? Version { get; init; }
    public ImmutableArray<RunStatus> Statuses { get; init; } = [];
    public ImmutableArray<RunSubStatus> SubStatuses { get; init; } = [];

    /// <summary>Part of an id or of the flow's name, whatever its case.</summary>
    public string? Text { get; init; }

    /// <summary>Some step faulted, for good.</summary>
    public bool? HasFaults { get; init; }

    /// <summary>As the flow set it.</summary>
    public string? CorrelationId { get; init; }

    public DateTimeOffset? StartedFrom { get; init; }
    public DateTimeOffset? StartedTo { get; init; }
    public RunOrder Order { get; init; }
    public bool Ascending { get; init; }
    public int Offset { get; init; }
    public int Limit { get; init; } = 100;
}

public enum RunOrder { Started, Finished, Name }

public sealed record RunPage(IReadOnlyList<RunRecord> Items, long Total);
