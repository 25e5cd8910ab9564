using System.Collections.Immutable;

namespace Designer.Client.Canvas;

/// <summary>What a card shows. Compared by value: setting an equal face renders nothing.</summary>
/// <param name="Title">The step's name.</param>
/// <param name="Text">What it does, in words; null draws nothing.</param>
/// <param name="Icon">SVG markup for a 24 by 24 box.</param>
/// <param name="Tone">The CSS class suffix of the category's colour.</param>
public sealed record NodeFace(string Title, string? Text, string Icon, string Tone)
{
    /// <summary>Read out instead of the title alone.</summary>
    public string? Spoken { get; init; }

    /// <summary>error, warning, or null; with <see cref="BadgeText"/> as its tooltip.</summary>
    public string? Badge { get; init; }
    public string? BadgeText { get; init; }

    /// <summary>added, removed, changed or unchanged between two versions, with <see cref="MarkText"/> on the card; null where none are compared.</summary>
    public string? Mark { get; init; }
    public string? MarkText { get; init; }

    /// <summary>Figures of a run; null when none is shown.</summary>
    public NodeFigures? Figures { get; init; }
}

/// <summary>Live numbers under a card. Those by port are keyed by the port's name.</summary>
/// <param name="State">idle, active, waiting, done or faulted: the colour of the card's edge.</param>
public sealed record NodeFigures(string State, ImmutableArray<Figure> Line, ImmutableDictionary<string, string> ByPort)
{
    public bool Equals(NodeFigures? other) =>
        other is not null && State == other.State && Line.SequenceEqual(other.Line) && ByPort.Count == other.ByPort.Count
        && ByPort.All(p => other.ByPort.TryGetValue(p.Key, out var value) && value == p.Value);

    public override int GetHashCode() => HashCode.Combine(State, Line.Length, ByPort.Count);
}

/// <param name="Key">entered, waiting, faulted …: what a click asks for.</param>
public sealed record Figure(string Key, string Number, string Label);
