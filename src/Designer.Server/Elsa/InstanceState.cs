using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>Elsa's workflowState: what an execution answers, and what stands inside an instance.</summary>
internal sealed record InstanceState
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; init; }
    public required int DefinitionVersion { get; init; }
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public required RunStatus Status { get; init; }
    public required RunSubStatus SubStatus { get; init; }
    public bool IsExecuting { get; init; }
    public IReadOnlyList<InstanceBookmark> Bookmarks { get; init; } = [];
    public IReadOnlyList<InstanceIncident> Incidents { get; init; } = [];
    public bool IsSystem { get; }
    public IReadOnlyList<string> CompletionCallbacks { get; } = [];
    public IReadOnlyList<InstanceContext> ActivityExecutionContexts { get; init; } = [];
    public IReadOnlyList<string> ScheduledActivities { get; } = [];
    public long ExecutionLogSequence { get; init; }
    public ImmutableDictionary<string, JsonElement> Input { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
    public Dictionary<string, JsonElement> Output { get; init; } = [];
    public IReadOnlyDictionary<string, string> Properties { get; } = new Dictionary<string, string>();
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}

internal sealed record InstanceContext(string Id, int CallStackDepth, string ScheduledActivityNodeId, string Status, DateTimeOffset StartedAt)
{
    public string? ParentContextId { get; init; }
    public string? OwnerActivityNodeId { get; init; }
    public Dictionary<string, object> Properties { get; init; } = [];
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> ActivityState { get; } = new Dictionary<string, string>();
    public IReadOnlyList<string> DynamicVariables { get; } = [];
    public bool IsExecuting { get; }
    public int FaultCount { get; init; }
}

internal sealed record InstanceIncident(string ActivityId, string ActivityNodeId, string ActivityType, string Message, DateTimeOffset Timestamp);

internal sealed record InstanceBookmark(string Id, string Name, string ActivityId, string ActivityNodeId, string ActivityInstanceId, DateTimeOffset CreatedAt)
{
    /// <summary>Elsa's hash of name and stimulus; ours is resumed by the runner alone.</summary>
    public string Hash => Id;

    public bool AutoBurn { get; } = true;
    public bool AutoComplete { get; } = true;
}
