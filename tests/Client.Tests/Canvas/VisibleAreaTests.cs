using Designer.Client.Canvas;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class VisibleAreaTests
{
    [Fact]
    public void A_small_flow_is_rendered_whole_and_at_once()
    {
        var area = Of(Diagrams.Row(VisibleArea.Whole));
        area.Refresh(new Viewport(0, 0, 1), 1280, 800);
        Assert.True(area.IsComplete);
        Assert.Equal((VisibleArea.Whole, VisibleArea.Whole - 1), (Cards(area), Links(area)));
        Assert.False(area.IsStale(new Viewport(-50_000, 0, 2), 1280, 800));
    }

    [Fact]
    public void Only_cards_near_the_window_are_rendered()
    {
        var area = Of(Diagrams.Row(1000));
        Fill(area, new Viewport(0, 0, 1));
        Assert.InRange(Cards(area), 5, 7);
        Assert.InRange(Links(area), 4, 8);
        Assert.False(area.IsStale(new Viewport(-250, 0, 1), 1280, 800));
        Assert.True(area.IsStale(new Viewport(-350, 0, 1), 1280, 800));
        Assert.False(area.IsStale(new Viewport(0, 0, 1.5), 1280, 800));
        Assert.True(area.IsStale(new Viewport(0, 0, 1.7), 1280, 800));
    }

    [Fact]
    public void Cards_come_in_portions_from_the_middle_until_all_are_there()
    {
        var area = Of(Diagrams.Row(300));
        area.Refresh(new Viewport(-4_000, 0, 0.1), 1280, 800);
        var seen = new List<int> { Cards(area) };
        Assert.InRange(area.Cards[0].CardArea.Center.X, 46_400 - 2 * Tile.Width, 46_400 + 2 * Tile.Width);
        while (!area.IsComplete)
        {
            area.Mount();
            seen.Add(Cards(area));
        }
        Assert.InRange(seen[^1], 38, 46);
        Assert.All(seen.Zip(seen.Skip(1)), step => Assert.InRange(step.Second - step.First, 0, 8));
    }

    [Fact]
    public void So_many_cards_that_none_could_be_read_are_outlines_until_the_window_comes_nearer()
    {
        var area = Of(Diagrams.Row(300));
        Fill(area, new Viewport(0, 0, 0.01));
        Assert.True(area.IsOutline);
        Assert.Empty(area.Cards);
        Assert.True(area.IsStale(new Viewport(0, 0, 1), 1280, 800));
        Fill(area, new Viewport(0, 0, 1));
        Assert.False(area.IsOutline);
        Assert.NotEmpty(area.Cards);
    }

    [Fact]
    public void A_connection_across_the_window_is_rendered_though_both_its_ends_are_elsewhere()
    {
        var diagram = Diagrams.Row(100);
        diagram.Add(new Link("long", diagram.Find("n0")!, "Done", diagram.Find("n99")!));
        var area = Of(diagram);
        Fill(area, new Viewport(-16_000, 0, 1));
        Assert.Contains(area.Links, t => t.Links.Any(l => l.Key == "long"));
        Assert.DoesNotContain(area.Cards, t => t.Nodes.Any(n => n.Id == "n0"));
    }

    [Fact]
    public void A_card_that_moved_away_leaves_only_the_tiles_concerned_to_be_rendered_again()
    {
        var diagram = Diagrams.Row(100);
        var area = Of(diagram);
        Fill(area, new Viewport(0, 0, 1));
        var before = area.Cards.ToList();
        diagram.Find("n0")!.Place(new Point(0, 20_000));
        area.Restructure();
        Fill(area, new Viewport(0, 0, 1));
        Assert.DoesNotContain(area.Cards, t => t.Nodes.Any(n => n.Id == "n0"));
        Assert.Contains(area.Cards, t => before.Any(b => ReferenceEquals(b, t)));
    }

    private static VisibleArea Of(Diagram diagram)
    {
        var area = new VisibleArea(diagram);
        area.Restructure();
        return area;
    }

    private static void Fill(VisibleArea area, Viewport view)
    {
        area.Refresh(view, 1280, 800);
        while (!area.IsComplete)
            area.Mount();
    }

    private static int Cards(VisibleArea area) => area.Cards.Sum(t => t.Nodes.Length);

    private static int Links(VisibleArea area) => area.Links.Sum(t => t.Links.Length);
}
