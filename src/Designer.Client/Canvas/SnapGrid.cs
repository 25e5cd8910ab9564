using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>The 8 px grid that every card stands on.</summary>
public sealed record SnapGrid(double Step = 8, bool IsOn = true)
{
    public Point Snap(Point point) => IsOn ? new Point(Round(point.X), Round(point.Y)) : point;

    private double Round(double value) => Math.Round(value / Step, MidpointRounding.AwayFromZero) * Step;
}
