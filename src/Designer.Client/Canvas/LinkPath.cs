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
        if (to.X >= from.X + Lead / 2)
        {
            var bend = Math.Clamp((to.X - from.X) / 2, 24, 160);
            return Text($"M{from.X:0.#} {from.Y:0.#}C{from.X + bend:0.#} {from.Y:0.#} {to.X - bend:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
        }
        var low = Low(from, to);
        return Text($"M{from.X:0.#} {from.Y:0.#}C{from.X + 72:0.#} {from.Y:0.#} {from.X + 72:0.#} {low:0.#} {from.X - 16:0.#} {low:0.#}L{to.X + 16:0.#} {low:0.#}C{to.X - 72:0.#} {low:0.#} {to.X - 72:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
    }

    /// <summary>Halfway along the curve.</summary>
    public static Point Middle(Point from, Point to)
    {
        var middle = new Point((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        return to.X >= from.X + Lead / 2 ? middle : new Point(middle.X, Low(from, to));
    }

    // Far enough apart, the way back passes between the two cards; else below both.
    private static double Low(Point from, Point to) => Math.Abs(to.Y - from.Y) > Apart ? (from.Y + to.Y) / 2 : Math.Max(from.Y, to.Y) + 112;

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
