using System.Collections.Immutable;
using System.Globalization;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>A card. Its ports' places follow from the model, so that nothing is ever measured in the page.</summary>
public sealed class Node(string id)
{
    public const double CardWidth = 240;
    public const double HeaderHeight = 72;
    public const double RowHeight = 24;
    private const double Foot = 8;

    public string Id => id;
    public Point Position { get; private set; }
    public NodeFace Face { get; private set; } = new("", null, "", "flow");
    public bool HasInput { get; private set; } = true;
    public ImmutableArray<Port> Ports { get; private set; } = [];
    public bool IsSelected { get; private set; }

    /// <summary>Something that the card draws has changed; the card listens, and nothing else renders.</summary>
    public event Action? Changed;

    public double Height => Ports.Length > 1 ? HeaderHeight + Ports.Length * RowHeight + Foot : HeaderHeight;
    public Bounds Bounds => new(Position.X, Position.Y, CardWidth, Height);
    public Point InAnchor => new(Position.X, Position.Y + HeaderHeight / 2);
    public string Transform => string.Create(CultureInfo.InvariantCulture, $"translate({Position.X:0.##}px,{Position.Y:0.##}px)");

    public Point OutAnchor(string? port) => new(Position.X + CardWidth, Position.Y + PortTop(port));

    /// <summary>The port's height below the card's upper edge. One port sits beside the title, more have a row each.</summary>
    public double PortTop(string? port)
    {
        if (Ports.Length < 2)
            return HeaderHeight / 2;
        var index = 0;
        while (index < Ports.Length - 1 && Ports[index].Name != port)
            index++;
        return HeaderHeight + index * RowHeight + RowHeight / 2;
    }

    /// <summary>Moves without a render: a gesture writes the pixels itself and settles at its end.</summary>
    public void MoveTo(Point position) => Position = position;

    /// <returns>Whether it stands elsewhere now.</returns>
    public bool Place(Point position)
    {
        if (Position == position)
            return false;
        Position = position;
        Changed?.Invoke();
        return true;
    }

    public void Show(NodeFace face)
    {
        if (Face == face)
            return;
        Face = face;
        Changed?.Invoke();
    }

    public void Shape(bool hasInput, ImmutableArray<Port> ports)
    {
        if (HasInput == hasInput && Ports.SequenceEqual(ports))
            return;
        (HasInput, Ports) = (hasInput, ports);
        Changed?.Invoke();
    }

    public void Select(bool selected)
    {
        if (IsSelected == selected)
            return;
        IsSelected = selected;
        Changed?.Invoke();
    }

    /// <summary>The end of a gesture: the card draws what the gesture left.</summary>
    public void Settle() => Changed?.Invoke();
}

/// <summary>A way out of a card.</summary>
/// <param name="IsKnown">False: a connection leaves from a port that the step does not have, so it is never followed.</param>
public sealed record Port(string Name, string Label, bool IsKnown = true);
