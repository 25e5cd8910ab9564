using System.Text;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>A whole flow as a few long SVG paths, a path for each colour: a thousand cards cost the browser as much as one. Drawn on the minimap, and on the canvas where no cards are rendered.</summary>
public sealed class FlowOutline(Diagram diagram)
{
    public IReadOnlyDictionary<string, string> Cards { get; private set; } = new Dictionary<string, string>();
    public string Selected { get; private set; } = "";
    public string Links { get; private set; } = "";

    public void Redraw()
    {
        Cards = diagram.Nodes.GroupBy(n => n.Face.Tone).ToDictionary(tone => tone.Key, Outline);
        var links = new StringBuilder();
        foreach (var link in diagram.Links)
            Draw(links, link.Source.OutAnchor(link.Port), link.Target.InAnchor);
        Links = links.ToString();
        Select();
    }

    /// <summary>Other cards are selected.</summary>
    public void Select() => Selected = Outline(diagram.SelectedNodes);

    private static string Outline(IEnumerable<Node> nodes)
    {
        var path = new StringBuilder();
        foreach (var node in nodes)
            path.Append('M').Append((int)node.Position.X).Append(' ').Append((int)node.Position.Y).Append("h240v").Append((int)node.Height).Append("h-240z");
        return path.ToString();
    }

    // From afar a curve is a line, and a way back has corners.
    private static void Draw(StringBuilder path, Point from, Point to)
    {
        path.Append('M').Append((int)from.X).Append(' ').Append((int)from.Y);
        if (LinkPath.LowOf(from, to) is { } low)
            path.Append("h24V").Append((int)low).Append('H').Append((int)to.X - 24).Append('V').Append((int)to.Y).Append("h24");
        else
            path.Append('L').Append((int)to.X).Append(' ').Append((int)to.Y);
    }
}
