using System.Collections.Immutable;
using Workflows.Definitions;

namespace Workflows.Running.Ordinary;

/// <summary>The connections of one flowchart by number, seen from the activity at which it starts.</summary>
public sealed class FlowchartGraph
{
    private readonly Lazy<bool[]>[] _ancestors;

    public FlowchartGraph(ImmutableArray<PlanStep> children, IEnumerable<Connection> connections, int start)
    {
        Start = start;
        var places = children.ToDictionary(c => c.Activity.Id, c => c.Place);
        var known = connections.Where(c => places.ContainsKey(c.Source) && places.ContainsKey(c.Target)).DistinctBy(c => (c.Source, c.SourcePort, c.Target)).ToList();
        var forward = new ForwardEdges(children.Length == 0 ? "" : children[start].Activity.Id, known.Select(c => (c.Source, c.Target)));
        Edges =
        [
            .. known.Select((c, i) => new ChartEdge(
                i, places[c.Source], c.SourcePort, places[c.Target], !forward.IsForward(c.Source, c.Target),
                forward.IsForward(c.Source, c.Target) || forward.Dominates(c.Target, c.Source))),
        ];
        var (outgoing, incoming) = (Edges.ToLookup(e => e.Source), Edges.Where(e => !e.IsBack).ToLookup(e => e.Target));
        Outgoing = [.. children.Select(c => outgoing[c.Place].ToImmutableArray())];
        Incoming = [.. children.Select(c => incoming[c.Place].ToImmutableArray())];
        _ancestors = [.. children.Select(c => new Lazy<bool[]>(() => Before(c.Place)))];
    }

    /// <summary>The place of the child that runs first.</summary>
    public int Start { get; }

    public ImmutableArray<ChartEdge> Edges { get; }

    /// <summary>By place, in the file's order.</summary>
    public ImmutableArray<ImmutableArray<ChartEdge>> Outgoing { get; }

    /// <summary>By place: connections that lead on, not those that close a loop.</summary>
    public ImmutableArray<ImmutableArray<ChartEdge>> Incoming { get; }

    /// <summary>By place: from where one comes to <paramref name="place"/> without closing a loop.</summary>
    public IReadOnlyList<bool> Ancestors(int place) => _ancestors[place].Value;

    private bool[] Before(int place)
    {
        var found = new bool[Incoming.Length];
        var next = new Stack<int>([place]);
        while (next.TryPop(out var current))
        {
            foreach (var edge in Incoming[current])
            {
                if (!found[edge.Source])
                    next.Push(edge.Source);
                found[edge.Source] = true;
            }
        }
        return found;
    }
}

/// <param name="Port">Null: the file has none.</param>
/// <param name="IsBack">It closes a loop.</param>
/// <param name="IsValid">False for a back edge whose source can be reached without passing its target.</param>
public sealed record ChartEdge(int Index, int Source, string? Port, int Target, bool IsBack, bool IsValid);
