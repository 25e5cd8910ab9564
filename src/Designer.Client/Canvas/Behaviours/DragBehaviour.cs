using Workflows.Definitions;

namespace Designer.Client.Canvas.Behaviours;

/// <summary>Moves the pressed card, or all selected ones with it. The pressed card lands on the grid and the others keep their distance to it.</summary>
public sealed class DragBehaviour(Diagram diagram)
{
    private Node? pressed;
    private Dictionary<Node, Point> origins = [];

    public bool IsActive => pressed is not null;

    /// <returns>False when there is nothing to drag.</returns>
    public bool Start(string nodeId)
    {
        if (diagram.IsReadOnly || diagram.Find(nodeId) is not { } node)
            return false;
        if (!node.IsSelected)
            diagram.Select(node);
        pressed = node;
        origins = diagram.SelectedNodes.ToDictionary(n => n, n => n.Position);
        return true;
    }

    /// <param name="dx">Canvas units since the start.</param>
    public CanvasPatch Move(double dx, double dy)
    {
        if (pressed is null)
            return new CanvasPatch([], []);
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
        return CanvasPatch.Of(diagram, origins.Keys);
    }

    private void Settle()
    {
        var moved = origins.Keys.ToHashSet();
        foreach (var node in moved)
            node.Settle();
        foreach (var link in diagram.Links.Where(l => moved.Contains(l.Source) || moved.Contains(l.Target)))
            link.Settle();
        (pressed, origins) = (null, []);
    }
}
