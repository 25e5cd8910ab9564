namespace Designer.Client.Canvas.Behaviours;

/// <summary>Connects by keys alone: C begins at the focused card, Tab changes the port, arrows the target, Enter connects, Escape gives up.</summary>
public sealed class KeyConnectBehaviour(Diagram diagram, ConnectBehaviour connect)
{
    private Node? source;
    private int port;
    private int target;

    public bool IsActive => source is not null;
    public Port? Port => source?.Ports[port];
    public Node? Target => source is null ? null : Targets() is { Count: > 0 } all ? all[Math.Clamp(target, 0, all.Count - 1)] : null;

    public string Path => source is { } from && Target is { } to ? LinkPath.Between(from.OutAnchor(Port!.Name), to.InAnchor) : "";

    public bool Start()
    {
        if (diagram.IsReadOnly || diagram.Focus is not { Ports.Length: > 0 } focus)
            return false;
        source = focus;
        // Begin at the first outcome that leads nowhere yet: that is the one an author means.
        var used = diagram.Links.Where(l => l.Source == focus).Select(l => l.Port).ToHashSet();
        port = Math.Max(0, Enumerable.Range(0, focus.Ports.Length).FirstOrDefault(i => !used.Contains(focus.Ports[i].Name), 0));
        target = 0;
        return true;
    }

    /// <returns>Whether the key meant something here.</returns>
    public bool Key(string key)
    {
        if (source is null)
            return false;
        var count = Math.Max(1, Targets().Count);
        switch (key)
        {
            case "ArrowRight" or "ArrowDown":
                target = (target + 1) % count;
                return true;
            case "ArrowLeft" or "ArrowUp":
                target = (target + count - 1) % count;
                return true;
            case "Tab":
                port = (port + 1) % source.Ports.Length;
                target = 0;
                return true;
            default:
                return false;
        }
    }

    public ConnectRequest? End()
    {
        var request = source is { } from && Target is { } to ? new ConnectRequest(from.Id, Port!.Name, to.Id) : null;
        Cancel();
        return request;
    }

    public void Cancel() => (source, port, target) = (null, 0, 0);

    /// <summary>The likeliest first: to the right and near.</summary>
    private List<Node> Targets() =>
        source is null ? [] : [.. connect.Targets(source, Port!.Name).OrderBy(n => n.Position.X > source.Position.X ? 0 : 1).ThenBy(n => Math.Abs(n.Position.X - source.Position.X) + Math.Abs(n.Position.Y - source.Position.Y))];
}
