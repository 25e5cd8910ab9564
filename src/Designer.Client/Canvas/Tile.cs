using System.Collections.Immutable;

namespace Designer.Client.Canvas;

/// <summary>Cards that stand near one another and the connections that leave them, rendered together: so the canvas has some dozen children and not some thousand.</summary>
/// <param name="Cell">Which square of the canvas: x and y counted in <see cref="Width"/> and <see cref="Height"/>.</param>
/// <param name="CardArea">The rectangle around the cards.</param>
/// <param name="LinkArea">The rectangle around the connections; a long one reaches far beyond the cell.</param>
public sealed record Tile((int X, int Y) Cell, ImmutableArray<Node> Nodes, ImmutableArray<Link> Links, Bounds CardArea, Bounds LinkArea)
{
    public const double Width = 512;
    public const double Height = 448;

    /// <summary>Sorts a diagram into tiles; those with the same cards and connections at the same places as before stay the same objects, so that they do not render again.</summary>
    public static ImmutableDictionary<(int X, int Y), Tile> Sort(Diagram diagram, ImmutableDictionary<(int X, int Y), Tile> before)
    {
        var links = diagram.Links.ToLookup(l => l.Source);
        return diagram.Nodes.GroupBy(CellOf).ToImmutableDictionary(cell => cell.Key, cell =>
        {
            var tile = new Tile(cell.Key, [.. cell], [.. cell.SelectMany(n => links[n])], Bounds.Around(cell.Select(n => n.Bounds)), default);
            tile = tile with { LinkArea = Bounds.Around(tile.Links.Select(l => l.Bounds)) };
            return before.TryGetValue(cell.Key, out var old) && old.IsSame(tile) ? old : tile;
        });
    }

    private bool IsSame(Tile other) => CardArea == other.CardArea && LinkArea == other.LinkArea && Nodes.SequenceEqual(other.Nodes) && Links.SequenceEqual(other.Links);

    private static (int X, int Y) CellOf(Node node) => ((int)Math.Floor(node.Position.X / Width), (int)Math.Floor(node.Position.Y / Height));
}
