namespace Designer.Client.Canvas;

/// <summary>What the page's script writes during a gesture; Blazor renders the same values once at its end.</summary>
public sealed record CanvasPatch(IReadOnlyList<NodePatch> Nodes, IReadOnlyList<LinkPatch> Links)
{
    public static CanvasPatch Of(Diagram diagram, IReadOnlyCollection<Node> nodes)
    {
        var moved = nodes as ISet<Node> ?? nodes.ToHashSet();
        return new CanvasPatch(
            [.. moved.Select(n => new NodePatch(n.Id, n.Transform))],
            [.. diagram.Links.Where(l => moved.Contains(l.Source) || moved.Contains(l.Target)).Select(l => new LinkPatch(l.Key, l.Path))]);
    }
}

public sealed record NodePatch(string Id, string Transform);

public sealed record LinkPatch(string Key, string Path);
