namespace Designer.Client.Canvas.Behaviours;

/// <summary>Walks the graph by keys: right along the first connection, left back, up and down to the nearest card, Tab in reading order.</summary>
public sealed class WalkBehaviour(Diagram diagram)
{
    public bool Go(string key)
    {
        if (diagram.Focus is not { } from)
            return InReadingOrder().FirstOrDefault() is { } first && Arrive(first);
        var next = key switch
        {
            "ArrowRight" => diagram.Links.Where(l => l.Source == from).OrderBy(l => from.PortTop(l.Port)).Select(l => l.Target).FirstOrDefault() ?? Nearest(from, (1, 0)),
            "ArrowLeft" => diagram.Links.Where(l => l.Target == from).OrderBy(l => l.Source.Position.Y).Select(l => l.Source).FirstOrDefault() ?? Nearest(from, (-1, 0)),
            "ArrowDown" => Nearest(from, (0, 1)),
            "ArrowUp" => Nearest(from, (0, -1)),
            _ => null,
        };
        return next is not null && Arrive(next);
    }

    /// <returns>False past either end, so that the focus leaves the canvas.</returns>
    public bool Tab(bool backwards)
    {
        var order = InReadingOrder().ToList();
        var index = diagram.Focus is { } focus && focus.IsSelected ? order.IndexOf(focus) : backwards ? order.Count : -1;
        var next = index + (backwards ? -1 : 1);
        return next >= 0 && next < order.Count && Arrive(order[next]);
    }

    private IEnumerable<Node> InReadingOrder() => diagram.Nodes.OrderBy(n => n.Position.X).ThenBy(n => n.Position.Y).ThenBy(n => n.Id, StringComparer.Ordinal);

    private Node? Nearest(Node from, (int X, int Y) way) =>
        diagram.Nodes
            .Select(n => (Node: n, Along: (n.Bounds.Center.X - from.Bounds.Center.X) * way.X + (n.Bounds.Center.Y - from.Bounds.Center.Y) * way.Y,
                Aside: Math.Abs((n.Bounds.Center.X - from.Bounds.Center.X) * way.Y) + Math.Abs((n.Bounds.Center.Y - from.Bounds.Center.Y) * way.X)))
            .Where(n => n.Node != from && n.Along > 0)
            .OrderBy(n => n.Along + 2 * n.Aside)
            .Select(n => n.Node)
            .FirstOrDefault();

    private bool Arrive(Node node)
    {
        diagram.Select(node);
        return true;
    }
}
