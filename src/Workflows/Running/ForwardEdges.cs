namespace Workflows.Running;

/// <summary>
/// Which connections lead on and which close a loop, seen breadth-first from the start, as Elsa sees them: a connection leads on unless its target
/// already leads to its source. What cannot be reached from the start has no forward connections.
/// </summary>
internal sealed class ForwardEdges
{
    private readonly string _start;
    private readonly HashSet<(string Source, string Target)> _forward = [];

    // Beside the set, because every connection asks for the ways on from many steps.
    private readonly Dictionary<string, List<string>> _targets = [];

    public ForwardEdges(string start, IEnumerable<(string Source, string Target)> connections)
    {
        _start = start;
        var targets = connections.Distinct().ToLookup(c => c.Source, c => c.Target);
        var seen = new HashSet<string> { start };
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var source))
        {
            foreach (var target in targets[source])
            {
                if (Leads(target, source, without: null))
                    continue;
                _forward.Add((source, target));
                if (!_targets.TryGetValue(source, out var known))
                    _targets[source] = known = [];
                known.Add(target);
                if (seen.Add(target))
                    queue.Enqueue(target);
            }
        }
    }

    public bool IsForward(string source, string target) => _forward.Contains((source, target));

    /// <summary>Every way from the start to <paramref name="node"/> passes <paramref name="gate"/>.</summary>
    public bool Dominates(string gate, string node) => gate == node || gate == _start || !Leads(_start, node, gate);

    private bool Leads(string from, string to, string? without)
    {
        if (from == to)
            return true;
        var seen = new HashSet<string> { from };
        var next = new Stack<string>([from]);
        while (next.TryPop(out var current))
        {
            foreach (var target in _targets.GetValueOrDefault(current, []))
            {
                if (target == without)
                    continue;
                if (target == to)
                    return true;
                if (seen.Add(target))
                    next.Push(target);
            }
        }
        return false;
    }
}
