namespace Designer.Client.Canvas;

/// <summary>
/// Which cards and links are rendered: those near the window. New ones come in portions, so that zooming far out does not stop the picture for the time that a thousand cards take.
/// </summary>
public sealed class VisibleArea(Diagram diagram)
{
    private const double Margin = 300;
    private const double ZoomRange = 1.6;
    public const int Portion = 80;

    private HashSet<Node> shown = [];

    public IReadOnlyList<Node> Nodes { get; private set; } = [];
    public IReadOnlyList<Link> Links { get; private set; } = [];
    public bool IsComplete { get; private set; } = true;
    public Bounds Rendered { get; private set; }
    public double Zoom { get; private set; } = 1;

    /// <summary>Whether the window has left what is rendered, or shows so much less of it that most is waste.</summary>
    public bool IsStale(Viewport viewport, double width, double height)
    {
        var seen = viewport.Seen(width, height);
        var isInside = seen.X >= Rendered.X && seen.Right <= Rendered.Right && seen.Y >= Rendered.Y && seen.Bottom <= Rendered.Bottom;
        return !isInside || viewport.Zoom > Zoom * ZoomRange || viewport.IsFar != (Zoom < Viewport.FarZoom);
    }

    /// <summary>Renders what is near the window; call again while not <see cref="IsComplete"/>.</summary>
    public void Refresh(Viewport viewport, double width, double height)
    {
        var area = viewport.Seen(width, height).Inflate(Margin / viewport.Zoom);
        var wanted = diagram.Nodes.Where(n => n.Bounds.Intersects(area)).ToList();
        var fresh = wanted.Where(n => !shown.Contains(n)).Skip(Portion).ToHashSet();
        Nodes = fresh.Count == 0 ? wanted : [.. wanted.Where(n => !fresh.Contains(n))];
        shown = [.. Nodes];
        Links = [.. diagram.Links.Where(l => l.Bounds.Intersects(area) && !fresh.Contains(l.Source) && !fresh.Contains(l.Target))];
        (IsComplete, Rendered, Zoom) = (fresh.Count == 0, area, viewport.Zoom);
    }
}
