using System.Text.Json;

namespace Activities.Runs;

/// <summary>Events that flows tell each other.</summary>
public interface IFlowEvents
{
    /// <summary>Runs that wait for the event go on, and published flows that begin with it are started. Said again with the same key, nothing is started twice.</summary>
    /// <returns>How many went on or were started.</returns>
    Task<int> PublishAsync(FlowEvent happened, CancellationToken cancellationToken);
}

/// <param name="CorrelationId">Only runs of this correlation; null: all.</param>
/// <param name="OnlyRun">Only this run; null: all.</param>
/// <param name="Key">Names this one telling of it.</param>
public sealed record FlowEvent(string Name, string? CorrelationId, string? OnlyRun, JsonElement? Payload, string Key);
