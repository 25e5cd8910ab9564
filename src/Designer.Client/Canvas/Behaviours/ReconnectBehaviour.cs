using Workflows.Definitions;

namespace Designer.Client.Canvas.Behaviours;

/// <summary>Takes one end of a connection elsewhere: its target to another card, its source to another outcome.</summary>
public sealed class ReconnectBehaviour(Diagram diagram)
{
    private const double Reach = 24;
    private Link? link;
    private bool isSource;
    private (Node Node, string? Port)? aim;

    public bool IsActive => link is not null;

    /// <returns>The cards that light up; null when the end cannot be taken.</returns>
    public IReadOnlyList<string>? Start(string key, bool source)
    {
        if (diagram.IsReadOnly || diagram.FindLink(key) is not { } found)
            return null;
        (link, isSource, aim) = (found, source, null);
        return [.. diagram.Nodes.Where(n => PortsOf(n).Any()).Select(n => n.Id)];
    }

    public ConnectHint Move(Point pointer)
    {
        if (link is null)
            return new ConnectHint("", null);
        aim = diagram.Nodes.Where(n => n.Bounds.Inflate(Reach).Contains(pointer)).SelectMany(n => PortsOf(n).Select(port => (Node: n, Port: port)))
            .OrderBy(a => Distance(Anchor(a), pointer)).Cast<(Node Node, string? Port)?>().FirstOrDefault();
        var loose = aim is { } at ? Anchor(at) : pointer;
        return new ConnectHint(isSource ? LinkPath.Between(loose, link.Target.InAnchor) : LinkPath.Between(link.Source.OutAnchor(link.Port), loose), aim?.Node.Id);
    }

    /// <returns>Where the connection goes now; null when it stays as it was.</returns>
    public ReconnectRequest? End()
    {
        var request = link is null || aim is not { } at ? null
            : isSource ? new ReconnectRequest(link.Key, at.Node.Id, at.Port, link.Target.Id)
            : new ReconnectRequest(link.Key, link.Source.Id, link.Port, at.Node.Id);
        var isSame = link is not null && request?.Source == link.Source.Id && request.Port == link.Port && request.Target == link.Target.Id;
        Cancel();
        return isSame ? null : request;
    }

    public void Cancel() => (link, aim) = (null, null);

    /// <summary>A card's ways for the loose end: its outcomes, or its one way in. A connection that exists already is not made twice; its own place is always open.</summary>
    private IEnumerable<string?> PortsOf(Node node)
    {
        if (isSource)
            return node == link!.Target ? [] : node.Ports.Where(p => p.IsKnown && IsFree(node, p.Name, link.Target)).Select(p => p.Name);
        return node != link!.Source && node.HasInput && IsFree(link.Source, link.Port, node) ? [link.Port] : [];
    }

    private bool IsFree(Node source, string? port, Node target) => diagram.Links.All(l => l == link || l.Source != source || l.Port != port || l.Target != target);

    private Point Anchor((Node Node, string? Port) at) => isSource ? at.Node.OutAnchor(at.Port) : at.Node.InAnchor;

    private static double Distance(Point a, Point b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
}

/// <summary>A connection with its new ends.</summary>
/// <param name="Link">Its key before.</param>
public sealed record ReconnectRequest(string Link, string Source, string? Port, string Target);
