namespace Workflows.Validation;

/// <summary>Which step is on every way from the start to which (Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm).</summary>
internal sealed class Dominators
{
    private readonly int[] _order;
    private readonly int[] _immediate;

    public Dominators(FlowGraph flow, Step start)
    {
        _order = new int[flow.Steps.Length];
        _immediate = new int[flow.Steps.Length];
        Array.Fill(_order, -1);
        Array.Fill(_immediate, -1);
        var postorder = Postorder(flow, start.Index);
        for (var i = 0; i < postorder.Count; i++)
            _order[postorder[i]] = i;
        _immediate[start.Index] = start.Index;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var step in Enumerable.Reverse(postorder).Skip(1))
            {
                var candidate = -1;
                foreach (var source in flow.Incoming[step].Select(e => e.Source.Index).Where(s => _immediate[s] >= 0))
                    candidate = candidate < 0 ? source : Common(candidate, source);
                if (_immediate[step] == candidate)
                    continue;
                _immediate[step] = candidate;
                changed = true;
            }
        }
    }

    /// <summary>Goes against the order in which steps are reached: it closes a loop.</summary>
    public bool IsRetreating(Edge edge) => _order[edge.Source.Index] >= 0 && _order[edge.Source.Index] <= _order[edge.Target.Index];

    public bool Dominates(Step gate, Step step)
    {
        var at = step.Index;
        while (_order[at] < _order[gate.Index] && _immediate[at] != at)
            at = _immediate[at];
        return at == gate.Index;
    }

    private int Common(int a, int b)
    {
        while (a != b)
        {
            while (_order[a] < _order[b])
                a = _immediate[a];
            while (_order[b] < _order[a])
                b = _immediate[b];
        }

        return a;
    }

    private static List<int> Postorder(FlowGraph flow, int start)
    {
        var (order, seen) = (new List<int>(), new HashSet<int> { start });
        var path = new Stack<(int Step, IEnumerator<Edge> Edges)>([(start, flow.Outgoing[start].GetEnumerator())]);
        while (path.TryPeek(out var at))
        {
            if (!at.Edges.MoveNext())
            {
                order.Add(path.Pop().Step);
                at.Edges.Dispose();
            }
            else if (seen.Add(at.Edges.Current.Target.Index))
            {
                var next = at.Edges.Current.Target.Index;
                path.Push((next, flow.Outgoing[next].GetEnumerator()));
            }
        }

        return order;
    }
}
