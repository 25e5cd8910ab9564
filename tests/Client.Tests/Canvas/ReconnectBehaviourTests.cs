using Designer.Client.Canvas;
using Designer.Client.Canvas.Behaviours;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class ReconnectBehaviourTests
{
    private readonly Diagram diagram = new();
    private readonly ReconnectBehaviour behaviour;

    public ReconnectBehaviourTests()
    {
        Add("a", 0, 0, "Yes", "No");
        Add("b", 400, 0, "Done");
        Add("c", 400, 300, "Done");
        diagram.Add(new Link("a-b", diagram.Find("a")!, "Yes", diagram.Find("b")!));
        behaviour = new ReconnectBehaviour(diagram);
    }

    private void Add(string id, double x, double y, params string[] ports)
    {
        var node = new Node(id);
        node.Shape(true, [.. ports.Select(p => new Port(p, p))]);
        node.Place(new Point(x, y));
        diagram.Add(node);
    }

    [Fact]
    public void A_target_end_is_taken_to_another_card()
    {
        Assert.Equal(["b", "c"], behaviour.Start("a-b", false)!);
        Assert.Equal("c", behaviour.Move(new Point(450, 320)).Target);
        Assert.Equal(new ReconnectRequest("a-b", "a", "Yes", "c"), behaviour.End());
        Assert.False(behaviour.IsActive);
    }

    [Fact]
    public void A_source_end_is_taken_to_the_nearest_outcome()
    {
        Assert.Equal(["a", "c"], behaviour.Start("a-b", true)!);
        var no = diagram.Find("a")!.OutAnchor("No");
        behaviour.Move(new Point(no.X - 4, no.Y + 3));
        Assert.Equal(new ReconnectRequest("a-b", "a", "No", "b"), behaviour.End());
    }

    [Fact]
    public void Let_go_over_nothing_or_where_it_was_it_stays()
    {
        behaviour.Start("a-b", false);
        Assert.Null(behaviour.Move(new Point(2000, 2000)).Target);
        Assert.Null(behaviour.End());
        behaviour.Start("a-b", false);
        Assert.Equal("b", behaviour.Move(new Point(410, 20)).Target);
        Assert.Null(behaviour.End());
    }

    [Fact]
    public void A_connection_that_exists_is_not_made_twice()
    {
        diagram.Add(new Link("a-c", diagram.Find("a")!, "Yes", diagram.Find("c")!));
        Assert.Equal(["b"], behaviour.Start("a-b", false)!);
        diagram.IsReadOnly = true;
        Assert.Null(behaviour.Start("a-b", false));
    }
}
