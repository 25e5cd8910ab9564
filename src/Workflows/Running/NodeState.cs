using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Workflows.Running;

/// <summary>Where the contacts of one activity and visit are. Always balanced: see <see cref="IsBalanced"/>.</summary>
public sealed record NodeState(string Activity, int Visit)
{
    public long Entered { get; init; }
    public long Queued { get; init; }
    public long InWork { get; init; }
    public long Waiting { get; init; }
    public long Faulted { get; init; }

    /// <summary>Repeats, unmatched, cancelled, moved to another run, erased.</summary>
    public long Dropped { get; init; }

    public ImmutableSortedDictionary<string, long> Outcomes { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>What an activity that acts once per run decided; later parts pass the same way. Empty: not yet.</summary>
    public ImmutableArray<string> Decided { get; init; } = [];

    /// <summary>Everyone has been here, so that whoever comes later comes again.</summary>
    public bool TookEveryone { get; init; }

    /// <summary>The last fault's message.</summary>
    public string? Fault { get; init; }

    [JsonIgnore]
    public bool IsBalanced =>
        Entered == Queued + InWork + Waiting + Outcomes.Values.Sum() + Faulted + Dropped
        && Queued >= 0 && InWork >= 0 && Waiting >= 0 && Faulted >= 0 && Dropped >= 0;

    /// <summary>Contacts that may still move on.</summary>
    [JsonIgnore]
    public long Live => Queued + InWork + Waiting;

    public NodeState Left(string outcome, long count) =>
        this with { Outcomes = Outcomes.SetItem(outcome, Outcomes.GetValueOrDefault(outcome) + count) };

    public static string Key(string activity, int visit) => string.Create(CultureInfo.InvariantCulture, $"{activity}#{visit}");
}

/// <summary>A part that waits for its activity.</summary>
/// <param name="Part">The contacts, or <see cref="RunState.Everyone"/>.</param>
/// <param name="Count">Those of the part that are still here.</param>
public sealed record Work(long Id, string Activity, int Visit, long Part, long Count)
{
    /// <summary>Its activity is working on it.</summary>
    public bool Begun { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempt { get; init; }

    /// <summary>Not before this instant: a retry's backoff.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
