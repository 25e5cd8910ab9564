using Designer.Client.Canvas;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class ViewportTests
{
    [Theory]
    [InlineData(1.4)]
    [InlineData(0.5)]
    [InlineData(100)]
    public void Zooming_keeps_the_point_under_the_pointer(double factor)
    {
        var before = new Viewport(30, -20, 0.8);
        var pointer = new Point(411, 233);
        var under = before.ToCanvas(pointer);
        var after = before.ZoomAt(pointer, factor);
        Assert.Equal(pointer.X, after.ToScreen(under).X, 6);
        Assert.Equal(pointer.Y, after.ToScreen(under).Y, 6);
        Assert.InRange(after.Zoom, Viewport.MinimumZoom, Viewport.MaximumZoom);
    }

    [Fact]
    public void Fitting_shows_the_whole_content_in_the_middle()
    {
        var content = new Bounds(-500, 100, 3000, 900);
        var seen = Viewport.Fit(content, 1200, 800).Seen(1200, 800);
        Assert.True(seen.X <= content.X && seen.Right >= content.Right && seen.Y <= content.Y && seen.Bottom >= content.Bottom);
        Assert.Equal(content.Center.X, seen.Center.X, 6);
    }

    [Fact]
    public void Fitting_a_small_flow_does_not_blow_it_up() => Assert.Equal(1, Viewport.Fit(new Bounds(0, 0, 240, 72), 1400, 900).Zoom);

    [Fact]
    public void Revealing_what_is_seen_already_moves_nothing()
    {
        var viewport = new Viewport(0, 0, 1);
        Assert.Equal(viewport, viewport.Reveal(new Bounds(100, 100, 240, 72), 1200, 800));
        Assert.NotEqual(viewport, viewport.Reveal(new Bounds(1100, 100, 240, 72), 1200, 800));
    }

    [Fact]
    public void The_transform_is_written_with_a_point_whatever_the_culture()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal("translate(1.5px,2px) scale(0.25)", new Viewport(1.5, 2, 0.25).Transform);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_flow_too_large_to_be_read_whole_opens_where_it_begins()
    {
        var content = new Bounds(0, 0, 8_400, 7_680);
        Assert.Equal(new Viewport(40, 40, 0.6), Viewport.Open(content, new Bounds(0, 0, 240, 72), 1280, 800));
        var middle = Viewport.Open(content, new Bounds(0, 4_000, 240, 72), 1280, 800);
        Assert.Equal(400, middle.ToScreen(new Point(0, 4_036)).Y, 6);
        Assert.Equal(760, Viewport.Open(content, new Bounds(0, 7_608, 240, 72), 1280, 800).ToScreen(new Point(0, 7_680)).Y, 6);
    }
}
