using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>The picture of a connection, from a port of one card to another card.</summary>
public sealed class Link(string key, Node source, string? port, Node target)
{
    private const double HandleGap = 24;

    public string Key => key;
    public Node Source => source;
    public string? Port => port;
    public Node Target => target;
    public bool IsSelected { get; private set; }

    /// <summary>True while people have passed here in the run that is shown.</summary>
    public bool IsLive { get; private set; }

    /// <summary>added, removed, changed or unchanged between two versions; null where none are compared.</summary>
    public string? Mark { get; private set; }

    public event Action? Changed;

    /// <summary>A port that the step does not have: drawn broken.</summary>
    public bool IsBroken => port is null || !source.Ports.Any(p => p.Name == port && p.IsKnown);

    public string Path => LinkPath.Between(source.OutAnchor(port), target.InAnchor);

    /// <summary>Where its two ends are taken to lead elsewhere: beside the cards, which would cover them.</summary>
    public Point SourceHandle => new(source.OutAnchor(port).X + HandleGap, source.OutAnchor(port).Y);

    /// <inheritdoc cref="SourceHandle"/>
    public Point TargetHandle => new(target.InAnchor.X - HandleGap, target.InAnchor.Y);

    /// <summary>Where another step may be put into it.</summary>
    public Point Middle => LinkPath.Middle(source.OutAnchor(port), target.InAnchor);

    /// <summary>Covers the curve's swing, so that culling never cuts a visible part.</summary>
    public Bounds Bounds => Bounds.Between(source.OutAnchor(port), target.InAnchor).Inflate(LinkPath.Swing);

    public void Select(bool selected)
    {
        if (IsSelected == selected)
            return;
        IsSelected = selected;
        Changed?.Invoke();
    }

    public void Light(bool live)
    {
        if (IsLive == live)
            return;
        IsLive = live;
        Changed?.Invoke();
    }

    public void Show(string? mark)
    {
        if (Mark == mark)
            return;
        Mark = mark;
        Changed?.Invoke();
    }

    public void Settle() => Changed?.Invoke();
}
