using Workflows.Definitions;

namespace Designer.Client.Canvas.Behaviours;

/// <summary>Moves the pressed card, or all selected ones with it. The pressed card lands on the grid and the others keep their distance to it.</summary>
public sealed class DragBehaviour(Diagram diagram)
{
    private Node? pressed;
    private Dictionary<Node, Point> origins = [];
    private List<Link> links = [];
    private bool isOutline;

    public bool IsActive => pressed is not null;

    /// <param name="outline">Only outlines are drawn: no card follows the pointer, the selection does.</param>
    /// <returns>False when there is nothing to drag.</returns>
    public bool Start(string nodeId, bool outline = false)
    {
        if (diagram.IsReadOnly || diagram.Find(nodeId) is not { } node)
            return false;
        if (!node.IsSelected)
            diagram.Select(node);
        pressed = node;
        origins = diagram.SelectedNodes.ToDictionary(n => n, n => n.Position);
        links = [.. diagram.Links.Where(l => origins.ContainsKey(l.Source) || origins.ContainsKey(l.Target))];
        isOutline = outline;
        return true;
    }

    /// <param name="dx">Canvas units since the start.</param>
    public CanvasPatch Move(double dx, double dy)
    {
        if (pressed is null)
            return new CanvasPatch([], [], 0, 0);
        var origin = origins[pressed];
        var target = diagram.Grid.Snap(new Point(origin.X + dx, origin.Y + dy));
        return Shift(target.X - origin.X, target.Y - origin.Y);
    }

    /// <returns>True when something stands elsewhere than before.</returns>
    public bool End()
    {
        var moved = origins.Any(o => o.Key.Position != o.Value);
        Settle();
        return moved;
    }

    public CanvasPatch Cancel()
    {
        var patch = Shift(0, 0);
        Settle();
        return patch;
    }

    /// <summary>Moves the selection by keys; the caller takes it as one finished move.</summary>
    public bool Nudge(double dx, double dy)
    {
        if (diagram.IsReadOnly || diagram.SelectedNodes.FirstOrDefault() is not { } first)
            return false;
        Start(first.Id);
        Move(dx, dy);
        return End();
    }

    private CanvasPatch Shift(double dx, double dy)
    {
        foreach (var (node, origin) in origins)
            node.MoveTo(new Point(origin.X + dx, origin.Y + dy));
        return isOutline ? new CanvasPatch([], [], dx, dy)
            : new CanvasPatch([.. origins.Keys.Select(n => new NodePatch(n.Id, n.Transform))], [.. links.Select(l => new LinkPatch(l.Key, l.Path))], dx, dy);
    }

    private void Settle()
    {
        foreach (var node in origins.Keys)
            node.Settle();
        foreach (var link in links)
            link.Settle();
        (pressed, origins, links) = (null, [], []);
    }
}
