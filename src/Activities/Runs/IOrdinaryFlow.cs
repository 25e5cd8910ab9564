using System.Collections.Immutable;
using System.Text.Json;

namespace Activities.Runs;

/// <summary>What an activity can do with a run of one token. Said here, done when the activity has ended without a fault.</summary>
public interface IOrdinaryFlow
{
    string? CorrelationId { get; }

    /// <summary>An output of the flow.</summary>
    void SetOutput(string name, JsonElement value);

    void SetName(string name);

    void Correlate(string correlationId);

    /// <summary>The activity stays until what it waits for comes, or an instant; then it leaves through <paramref name="outcome"/>.</summary>
    /// <param name="stimulus">Such as an event's name; null: only the instant.</param>
    /// <param name="resultOutput">The output that takes what comes; <see cref="Workflows.Running.Ordinary.Bookmark.EveryOutput"/>: it brings them by name.</param>
    /// <param name="terms">For whoever brings what it waits for.</param>
    void WaitFor(string? stimulus, DateTimeOffset? until, string outcome = "Done", string? resultOutput = null, JsonElement? terms = null);

    /// <summary>Runs a script that may also set the outcome, the outcomes or the correlation.</summary>
    ValueTask<ScriptAnswer> RunScriptAsync(string script, CancellationToken cancellationToken);
}

/// <param name="Outcomes">Empty: the script said none.</param>
public sealed record ScriptAnswer(JsonElement? Value, ImmutableArray<string> Outcomes);
