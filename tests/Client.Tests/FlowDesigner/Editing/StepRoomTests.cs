using Designer.Client.Canvas;
using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.FlowDesigner.Editing;

public sealed class StepRoomTests
{
    private readonly Diagram _diagram = new();

    [Fact]
    public void What_follows_moves_on_and_what_stands_beside_it_stays()
    {
        var (a, b, c, beside) = (Card("a", 0, 0), Card("b", 336, 0), Card("c", 672, 120), Card("beside", 336, 240));
        var link = Line(a, b);
        Line(b, c);
        Line(a, beside);
        var (at, moved) = StepRoom.Between(_diagram, link);
        Assert.Equal(["b", "c"], moved.Keys.Order());
        Assert.True(at.X >= a.Position.X + Node.CardWidth, "The step covers what is before it.");
        Assert.True(moved["b"].X >= at.X + Node.CardWidth, "The step covers what follows.");
        Assert.Equal(c.Position.X - b.Position.X, moved["c"].X - moved["b"].X);
        Assert.Equal((0, 120), (moved["b"].Y, moved["c"].Y));
    }

    [Fact]
    public void Where_there_is_room_nobody_moves()
    {
        var (a, b) = (Card("a", 0, 0), Card("b", 1200, 48));
        var (at, moved) = StepRoom.Between(_diagram, Line(a, b));
        Assert.Empty(moved);
        Assert.InRange(at.X, 240, 960);
    }

    [Fact]
    public void A_way_back_gets_its_step_onto_its_curve()
    {
        var (a, b) = (Card("a", 600, 0), Card("b", 0, 0));
        var (at, moved) = StepRoom.Between(_diagram, Line(a, b));
        Assert.Empty(moved);
        Assert.True(at.Y > Node.HeaderHeight, "The step covers one of the two.");
    }

    private Node Card(string id, double x, double y)
    {
        var node = new Node(id);
        node.Place(new Point(x, y));
        _diagram.Add(node);
        return node;
    }

    private Link Line(Node from, Node to)
    {
        var link = new Link($"{from.Id}-{to.Id}", from, "Done", to);
        _diagram.Add(link);
        return link;
    }
}
