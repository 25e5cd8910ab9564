using System.Globalization;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>Soft curves from left to right; a way back goes round below both ends.</summary>
public static class LinkPath
{
    /// <summary>How far a curve may leave the rectangle of its two ends.</summary>
    public const double Swing = 200;

    private const double Lead = 40;
    private const double Apart = 200;

    public static string Between(Point from, Point to)
    {
        if (LowOf(from, to) is not { } low)
        {
            var bend = Math.Clamp((to.X - from.X) / 2, 24, 160);
            return Text($"M{from.X:0.#} {from.Y:0.#}C{from.X + bend:0.#} {from.Y:0.#} {to.X - bend:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
        }
        return Text($"M{from.X:0.#} {from.Y:0.#}C{from.X + 72:0.#} {from.Y:0.#} {from.X + 72:0.#} {low:0.#} {from.X - 16:0.#} {low:0.#}L{to.X + 16:0.#} {low:0.#}C{to.X - 72:0.#} {low:0.#} {to.X - 72:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
    }

    /// <summary>Halfway along the curve.</summary>
    public static Point Middle(Point from, Point to) => new((from.X + to.X) / 2, LowOf(from, to) ?? (from.Y + to.Y) / 2);

    /// <summary>The height at which a way back goes; null for a way onward. Far enough apart, it passes between the two cards; else below both.</summary>
    public static double? LowOf(Point from, Point to) =>
        to.X >= from.X + Lead / 2 ? null : Math.Abs(to.Y - from.Y) > Apart ? (from.Y + to.Y) / 2 : Math.Max(from.Y, to.Y) + 112;

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
