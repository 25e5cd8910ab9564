using Workflows.Definitions;

namespace Designer.Client.Canvas.Behaviours;

/// <summary>Draws a connection from a port to a card: tells which cards can take it, follows the pointer, and says what was connected.</summary>
public sealed class ConnectBehaviour(Diagram diagram)
{
    private const double Reach = 24;
    private Node? source;
    private string port = "";
    private Node? target;

    public bool IsActive => source is not null;

    /// <returns>The cards that light up; null when the port cannot be connected.</returns>
    public IReadOnlyList<string>? Start(string nodeId, string fromPort)
    {
        if (diagram.IsReadOnly || diagram.Find(nodeId) is not { } node)
            return null;
        (source, port, target) = (node, fromPort, null);
        return [.. Targets(node, fromPort).Select(n => n.Id)];
    }

    public ConnectHint Move(Point pointer)
    {
        if (source is null)
            return new ConnectHint("", null);
        target = Targets(source, port).Where(n => n.Bounds.Inflate(Reach).Contains(pointer)).OrderBy(n => Distance(n.InAnchor, pointer)).FirstOrDefault();
        return new ConnectHint(LinkPath.Between(source.OutAnchor(port), target?.InAnchor ?? pointer), target?.Id);
    }

    /// <returns>What to connect; Target is null when the pointer was let go over nothing.</returns>
    public ConnectRequest? End()
    {
        var request = source is null ? null : new ConnectRequest(source.Id, port, target?.Id);
        Cancel();
        return request;
    }

    public void Cancel() => (source, port, target) = (null, "", null);

    /// <summary>Every card with a way in but the source itself and those it leads to already.</summary>
    public IEnumerable<Node> Targets(Node from, string fromPort)
    {
        var taken = diagram.Links.Where(l => l.Source == from && l.Port == fromPort).Select(l => l.Target).ToHashSet();
        return diagram.Nodes.Where(n => n != from && n.HasInput && !taken.Contains(n));
    }

    private static double Distance(Point a, Point b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
}

/// <summary>The curve to draw meanwhile, and the card it would reach.</summary>
public sealed record ConnectHint(string Path, string? Target);

public sealed record ConnectRequest(string Source, string Port, string? Target)
{
    /// <summary>Where the pointer was let go, in canvas units.</summary>
    public Point At { get; init; }

    /// <summary>A connection into which a step is to be put, instead of a port that it continues.</summary>
    public string? Link { get; init; }
}
