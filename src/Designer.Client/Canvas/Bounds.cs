using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>A rectangle in canvas units.</summary>
public readonly record struct Bounds(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;
    public Point Center => new(X + Width / 2, Y + Height / 2);

    public bool Contains(Point point) => point.X >= X && point.X <= Right && point.Y >= Y && point.Y <= Bottom;

    public bool Intersects(Bounds other) => X <= other.Right && other.X <= Right && Y <= other.Bottom && other.Y <= Bottom;

    public Bounds Inflate(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);

    public static Bounds Between(Point a, Point b) => new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));

    /// <returns>The smallest rectangle around all of them; an empty one at the origin when there is none.</returns>
    public static Bounds Around(IEnumerable<Bounds> all)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var one in all)
        {
            left = Math.Min(left, one.X);
            top = Math.Min(top, one.Y);
            right = Math.Max(right, one.Right);
            bottom = Math.Max(bottom, one.Bottom);
        }
        return left > right ? default : new Bounds(left, top, right - left, bottom - top);
    }
}
