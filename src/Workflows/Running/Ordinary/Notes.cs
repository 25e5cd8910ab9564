using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>Elsa's journal events; and Retrying, for a fault that is not final.</summary>
public enum StepEvent { Started, Suspended, Resumed, Completed, Faulted, Canceled, Retrying, Message }

/// <summary>Something that happened to a step, in the order in which it happened.</summary>
public sealed record StepNote(StepEvent Event, PlanStep Step, long Context, string Message)
{
    public ImmutableArray<string> Outcomes { get; init; } = [];
}

/// <summary>A fault, in Elsa's words.</summary>
/// <param name="Detail">What Elsa keeps as the exception: why.</param>
public sealed record Incident(string Activity, string Type, string Message, string? Detail = null)
{
    public string Sentence => Detail is null ? Message : $"{Message}: {Detail}";
}

/// <summary>Something that holds an activity until it comes.</summary>
/// <param name="Name">Elsa's: the activity's type.</param>
/// <param name="Stimulus">What it waits for: an event's name, a run's id. Null: for its instant only.</param>
/// <param name="Due">When it comes by itself.</param>
/// <param name="Outcome">Through which the activity then leaves; null: the activity runs again (a retry).</param>
public sealed record Bookmark(long Id, string Name, long Context, string? Stimulus, DateTimeOffset? Due, string? Outcome)
{
    /// <summary>What comes is an object, and each of its properties an output.</summary>
    public const string EveryOutput = "*";

    /// <summary>The output that takes what comes, or <see cref="EveryOutput"/>.</summary>
    public string? ResultOutput { get; init; }

    /// <summary>For whoever brings what it waits for: on what terms.</summary>
    public JsonElement? Payload { get; init; }
}
