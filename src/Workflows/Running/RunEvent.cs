using System.Collections.Immutable;

namespace Workflows.Running;

/// <summary>What happened to a run.</summary>
public abstract record RunEvent
{
    private protected RunEvent() { }
}

/// <summary>The run begins with this many contacts.</summary>
/// <param name="Part">Everyone, or the part that holds the chosen contacts.</param>
public sealed record Started(long Count, long Part = RunState.Everyone) : RunEvent;

/// <summary>An activity began to work on a part.</summary>
public sealed record Begun(long Work) : RunEvent;

/// <summary>The part of everyone was written out, so that its activity can work on single contacts.</summary>
/// <param name="Count">How many there are now: an erased contact is gone.</param>
public sealed record Materialised(long Work, long Part, long Count) : RunEvent;

/// <summary>
/// Contacts of a part moved on: one chunk, or all of it. Parts are numbered from <see cref="RunState.NextPart"/>.
/// </summary>
/// <param name="Waiting">Those who stay until an instant of their own.</param>
/// <param name="Faulted">Those the activity could not deal with.</param>
/// <param name="Erased">Those who are gone from the store.</param>
/// <param name="Completed">The activity is done with the part; nobody of it may be left.</param>
public sealed record Moved(long Work, ImmutableArray<Movement> Movements, long Waiting = 0, long Faulted = 0, long Erased = 0, bool Completed = false) : RunEvent
{
    public string? FaultMessage { get; init; }
}

/// <param name="Outcomes">More than one: the part goes whole through each of them, and is counted at the first.</param>
public readonly record struct Movement(ImmutableArray<string> Outcomes, long Part, long Count)
{
    public Movement(string outcome, long part, long count)
        : this([outcome], part, count)
    {
    }
}

/// <summary>The instant of waiting contacts has come.</summary>
public sealed record WaitDue(string Activity, int Visit, ImmutableArray<Movement> Movements) : RunEvent;

/// <summary>Waiting contacts are gone: erased from the store, or moved to another run.</summary>
public sealed record Vanished(string Activity, int Visit, long Count) : RunEvent;

/// <summary>The activity threw. With an instant it is tried again then; without, the rest of its part is faulted.</summary>
public sealed record Failed(long Work, string Message, DateTimeOffset? RetryAt = null) : RunEvent;

/// <summary>The process that worked on this run is gone: what was begun is queued again.</summary>
public sealed record Recovered : RunEvent;

/// <summary>Those who were faulted are queued again where they were faulted, also in a run that is over.</summary>
/// <param name="Activity">Null: wherever they were.</param>
public sealed record Retried(string? Activity) : RunEvent;

public sealed record Paused : RunEvent;

public sealed record Resumed : RunEvent;

public sealed record Cancelled : RunEvent;

/// <summary>Something other than an activity stopped the run for good.</summary>
public sealed record Broken(string Message) : RunEvent;
