using Workflows.Definitions;

namespace Designer.Client.Canvas.Behaviours;

/// <summary>Clicks and the selection box. Shift adds and takes away.</summary>
public sealed class SelectBehaviour(Diagram diagram)
{
    private HashSet<Node> before = [];

    public void Click(string? nodeId, string? linkKey, bool add)
    {
        if (diagram.Find(nodeId) is { } node)
        {
            if (add)
                diagram.Toggle(node);
            else
                diagram.Select(node);
        }
        else if (diagram.FindLink(linkKey) is { } link)
            diagram.Select(link, add);
        else if (!add)
            diagram.ClearSelection();
    }

    public void BoxStart() => before = [.. diagram.SelectedNodes];

    public void BoxMove(Point from, Point to)
    {
        var box = Bounds.Between(from, to);
        diagram.SelectOnly([.. before.Union(diagram.Nodes.Where(n => n.Bounds.Intersects(box)))]);
    }

    public void All() => diagram.SelectOnly([.. diagram.Nodes]);
}
