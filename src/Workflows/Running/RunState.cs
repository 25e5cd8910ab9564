using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Running.Ordinary;

namespace Workflows.Running;

/// <summary>
/// Everything the runner knows of a run but who its contacts are: counts, what is queued, where it stands. Immutable; <see cref="RunMachine"/>
/// gives the next. Sets of contacts are opaque part numbers.
/// </summary>
public sealed record RunState
{
    /// <summary>The part that stands for everyone the run began with, without a row per contact.</summary>
    public const long Everyone = 0;

    public RunStatus Status { get; init; } = RunStatus.Running;
    public RunSubStatus SubStatus { get; init; } = RunSubStatus.Pending;
    public bool Paused { get; init; }

    /// <summary>The first fault of an ordinary flow, or what stopped the run.</summary>
    public string? Fault { get; init; }

    public long NextPart { get; init; } = 1;
    public long NextWork { get; init; } = 1;

    /// <summary>Of an audience flow, by activity and visit.</summary>
    public ImmutableSortedDictionary<string, NodeState> Nodes { get; init; } = ImmutableSortedDictionary.Create<string, NodeState>(StringComparer.Ordinal);

    /// <summary>First in, first out.</summary>
    public ImmutableArray<Work> Queue { get; init; } = [];

    /// <summary>An ordinary flow's own state.</summary>
    public OrdinaryState? Ordinary { get; init; }

    /// <summary>What the steps of either kind of flow have counted.</summary>
    [JsonIgnore]
    public IEnumerable<NodeState> Counts => Ordinary?.Counts ?? Nodes.Values;

    [JsonIgnore]
    public bool IsFinished => Status == RunStatus.Finished;

    public NodeState Node(string activity, int visit) =>
        Nodes.TryGetValue(NodeState.Key(activity, visit), out var node) ? node : new NodeState(activity, visit);

    public RunState With(NodeState node) => this with { Nodes = Nodes.SetItem(NodeState.Key(node.Activity, node.Visit), node) };

    public RunState Replace(Work work) => this with { Queue = [.. Queue.Select(w => w.Id == work.Id ? work : w)] };

    public RunState Remove(Work work) => this with { Queue = [.. Queue.Where(w => w.Id != work.Id)] };

    public string ToJson() => JsonSerializer.Serialize(this, RunStateJson.Default.RunState);

    /// <summary>The order of keys is part of the state (the order of joins); the serializer would sort by the machine's culture.</summary>
    public static RunState FromJson(string json)
    {
        var read = JsonSerializer.Deserialize(json, RunStateJson.Default.RunState) ?? throw new JsonException("The stored state of a run is empty.");
        return read with
        {
            Nodes = read.Nodes.ToImmutableSortedDictionary(p => p.Key, p => p.Value with { Outcomes = p.Value.Outcomes.WithComparers(StringComparer.Ordinal) }, StringComparer.Ordinal),
        };
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunState))]
internal sealed partial class RunStateJson : JsonSerializerContext;
