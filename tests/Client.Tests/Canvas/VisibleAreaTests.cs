using Designer.Client.Canvas;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class VisibleAreaTests
{
    private static Diagram Row(int count)
    {
        var diagram = new Diagram();
        Node? last = null;
        for (var i = 0; i < count; i++)
        {
            var node = new Node($"n{i}");
            node.Shape(true, [new Port("Done", "Done")]);
            node.Place(new Point(i * 320, 0));
            diagram.Add(node);
            if (last is not null)
                diagram.Add(new Link($"l{i}", last, "Done", node));
            last = node;
        }
        return diagram;
    }

    [Fact]
    public void Only_cards_near_the_window_are_rendered()
    {
        var area = new VisibleArea(Row(1000));
        area.Refresh(new Viewport(0, 0, 1), 1280, 800);
        Assert.Equal(5, area.Nodes.Count);
        Assert.InRange(area.Links.Count, 4, 7);
        Assert.False(area.IsStale(new Viewport(-250, 0, 1), 1280, 800));
        Assert.True(area.IsStale(new Viewport(-350, 0, 1), 1280, 800));
    }

    [Fact]
    public void Far_out_the_cards_come_in_portions_until_all_are_there()
    {
        var area = new VisibleArea(Row(300));
        var view = new Viewport(0, 0, 0.01);
        var seen = new List<int>();
        do
        {
            area.Refresh(view, 1280, 800);
            seen.Add(area.Nodes.Count);
        }
        while (!area.IsComplete);
        Assert.Equal([80, 160, 240, 300], seen);
        Assert.Equal(299, area.Links.Count);
    }
}
