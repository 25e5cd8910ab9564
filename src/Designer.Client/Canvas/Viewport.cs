using System.Globalization;
using Workflows.Definitions;

namespace Designer.Client.Canvas;

/// <summary>What part of the canvas is seen: screen = canvas * zoom + offset.</summary>
public readonly record struct Viewport(double X, double Y, double Zoom)
{
    public const double MinimumZoom = 0.1;
    public const double MaximumZoom = 2;

    /// <summary>Below this a card's small print cannot be read, so that it is not drawn (canvas.js knows it too).</summary>
    public const double FarZoom = 0.38;

    public static Viewport Start { get; } = new(40, 40, 1);

    public bool IsFar => Zoom < FarZoom;

    public string Transform => string.Create(CultureInfo.InvariantCulture, $"translate({X:0.##}px,{Y:0.##}px) scale({Zoom:0.####})");

    public Point ToCanvas(Point screen) => new((screen.X - X) / Zoom, (screen.Y - Y) / Zoom);

    public Point ToScreen(Point canvas) => new(canvas.X * Zoom + X, canvas.Y * Zoom + Y);

    public Bounds Seen(double width, double height) => new(-X / Zoom, -Y / Zoom, width / Zoom, height / Zoom);

    /// <summary>The point of the canvas under <paramref name="screen"/> stays where it is.</summary>
    public Viewport ZoomAt(Point screen, double factor)
    {
        var zoom = Math.Clamp(Zoom * factor, MinimumZoom, MaximumZoom);
        var under = ToCanvas(screen);
        return new Viewport(screen.X - under.X * zoom, screen.Y - under.Y * zoom, zoom);
    }

    /// <summary>All of <paramref name="content"/> in the middle of the window, never larger than life.</summary>
    public static Viewport Fit(Bounds content, double width, double height, double margin = 64)
    {
        if (content.Width <= 0 || content.Height <= 0 || width <= 0 || height <= 0)
            return Start;
        var zoom = Math.Clamp(Math.Min((width - 2 * margin) / content.Width, (height - 2 * margin) / content.Height), MinimumZoom, 1);
        var center = content.Center;
        return new Viewport(width / 2 - center.X * zoom, height / 2 - center.Y * zoom, zoom);
    }

    /// <summary>The first sight of a flow: all of it, but never so small that nothing can be read; then its beginning, larger.</summary>
    /// <param name="first">The card that the flow begins with.</param>
    public static Viewport Open(Bounds content, Bounds first, double width, double height)
    {
        const double readable = 0.45;
        const double large = 0.6;
        const double margin = 40;
        var fitted = Fit(content, width, height, margin);
        if (fitted.Zoom >= readable)
            return fitted;
        // Its height in the middle, as far as that leaves no empty room above or below.
        var (lowest, highest) = (height - margin - content.Bottom * large, margin - content.Y * large);
        var y = lowest < highest ? Math.Clamp(height / 2 - first.Center.Y * large, lowest, highest) : height / 2 - content.Center.Y * large;
        return new Viewport(margin - content.X * large, y, large);
    }

    /// <summary>Moves no further than needed to bring <paramref name="content"/> inside the window.</summary>
    public Viewport Reveal(Bounds content, double width, double height, double margin = 48)
    {
        var topLeft = ToScreen(new Point(content.X, content.Y));
        var bottomRight = ToScreen(new Point(content.Right, content.Bottom));
        return this with { X = X + Shift(topLeft.X, bottomRight.X, width, margin), Y = Y + Shift(topLeft.Y, bottomRight.Y, height, margin) };
    }

    private static double Shift(double from, double to, double size, double margin) =>
        from < margin ? margin - from : to > size - margin ? Math.Max(size - margin - to, margin - from) : 0;
}
