using System.Collections.Immutable;

namespace Designer.Client.Canvas;

/// <summary>
/// Which cards and connections are rendered: those near the window, a tile (some four cards) a frame. What is not rendered yet, and a flow so far away that its cards would be too many and too small to read,
/// is shown by the outlines of <see cref="FlowOutline"/>.
/// </summary>
public sealed class VisibleArea(Diagram diagram)
{
    /// <summary>A flow of no more cards is rendered whole and at once.</summary>
    public const int Whole = 40;

    /// <summary>More cards than this near the window are shown as outlines only.</summary>
    public const int MostCards = 200;

    private const double Margin = 300;
    private const double ZoomRange = 1.6;
    private static readonly Bounds Everywhere = new(-1e9, -1e9, 2e9, 2e9);

    private ImmutableDictionary<(int X, int Y), Tile> tiles = ImmutableDictionary<(int X, int Y), Tile>.Empty;
    private readonly HashSet<(int X, int Y)> shown = [];
    private Queue<(int X, int Y)> waiting = new();
    private double zoom = 1;

    public IReadOnlyList<Tile> Cards { get; private set; } = [];
    public IReadOnlyList<Tile> Links { get; private set; } = [];

    /// <summary>What is rendered or on its way to be, in canvas units.</summary>
    public Bounds Rendered { get; private set; }

    public bool IsComplete => waiting.Count == 0;
    public bool IsOutline { get; private set; }
    private bool IsWhole => diagram.Nodes.Count <= Whole;

    /// <summary>Cards came, went or moved; call <see cref="Refresh"/> afterwards.</summary>
    public void Restructure() => tiles = Tile.Sort(diagram, tiles);

    /// <summary>Whether the window has left what is rendered, or shows so much less of it that most is waste.</summary>
    public bool IsStale(Viewport viewport, double width, double height)
    {
        var seen = viewport.Seen(width, height);
        var isInside = seen.X >= Rendered.X && seen.Right <= Rendered.Right && seen.Y >= Rendered.Y && seen.Bottom <= Rendered.Bottom;
        return !isInside || (!IsWhole && (IsOutline || viewport.Zoom > zoom * ZoomRange));
    }

    /// <summary>Decides what belongs near the window, and renders the first tile of it.</summary>
    public void Refresh(Viewport viewport, double width, double height)
    {
        var area = IsWhole ? Everywhere : viewport.Seen(width, height).Inflate(Margin);
        IsOutline = !IsWhole && tiles.Values.Where(t => t.CardArea.Intersects(area)).Sum(t => t.Nodes.Length) > MostCards;
        (Rendered, zoom) = (IsOutline ? Everywhere : area, viewport.Zoom);
        var wanted = IsOutline ? [] : tiles.Values.Where(t => t.CardArea.Intersects(area) || t.LinkArea.Intersects(area)).ToDictionary(t => t.Cell);
        shown.IntersectWith(wanted.Keys);
        // The card that the keyboard is on comes first, then from the middle outwards.
        var middle = diagram.Focus is { } focus && focus.Bounds.Intersects(area) ? focus.Bounds.Center : viewport.Seen(width, height).Center;
        waiting = new(wanted.Values.Where(t => !shown.Contains(t.Cell)).OrderBy(t => Math.Abs(t.CardArea.Center.X - middle.X) + Math.Abs(t.CardArea.Center.Y - middle.Y)).Select(t => t.Cell));
        Mount(IsWhole ? int.MaxValue : 1);
    }

    /// <summary>Renders the next tile.</summary>
    public void Mount() => Mount(1);

    private void Mount(int count)
    {
        for (; count > 0 && waiting.TryDequeue(out var next); count--)
            shown.Add(next);
        // Always in the same order: tiles that changed places would be moved in the page one by one.
        var all = shown.OrderBy(cell => cell).Select(cell => tiles[cell]).ToList();
        (Cards, Links) = ([.. all.Where(t => t.CardArea.Intersects(Rendered))], [.. all.Where(t => t.LinkArea.Intersects(Rendered))]);
    }
}
