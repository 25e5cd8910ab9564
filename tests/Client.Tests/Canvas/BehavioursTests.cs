using Designer.Client.Canvas;
using Designer.Client.Canvas.Behaviours;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class BehavioursTests
{
    private readonly Diagram diagram = Diagrams.Three();

    [Fact]
    public void A_dragged_card_lands_on_the_grid_and_the_selected_ones_keep_their_distance()
    {
        var drag = new DragBehaviour(diagram);
        diagram.SelectOnly([diagram.Find("a")!, diagram.Find("b")!]);
        Assert.True(drag.Start("a"));
        var patch = drag.Move(10.4, 3);
        Assert.Equal(new Point(8, 0), diagram.Find("a")!.Position);
        Assert.Equal(new Point(408, 0), diagram.Find("b")!.Position);
        Assert.Equal(["a", "b"], patch.Nodes.Select(n => n.Id));
        Assert.Equal("a-b", Assert.Single(patch.Links).Key);
        Assert.True(drag.End());
    }

    [Fact]
    public void A_cancelled_drag_leaves_everything_where_it_was_and_says_so_in_pixels()
    {
        var drag = new DragBehaviour(diagram);
        drag.Start("b");
        drag.Move(100, 100);
        Assert.Equal("translate(400px,0px)", Assert.Single(drag.Cancel().Nodes).Transform);
        Assert.Equal(new Point(400, 0), diagram.Find("b")!.Position);
    }

    [Fact]
    public void A_drag_that_comes_back_is_no_move()
    {
        var drag = new DragBehaviour(diagram);
        drag.Start("b");
        drag.Move(50, 0);
        drag.Move(1, 0);
        Assert.False(drag.End());
    }

    [Fact]
    public void Nothing_moves_or_connects_in_a_diagram_that_is_only_looked_at()
    {
        diagram.IsReadOnly = true;
        Assert.False(new DragBehaviour(diagram).Start("a"));
        Assert.Null(new ConnectBehaviour(diagram).Start("a", "No"));
    }

    [Fact]
    public void Only_cards_with_a_way_in_that_are_not_connected_yet_light_up()
    {
        Assert.Equal(["c"], new ConnectBehaviour(diagram).Start("a", "Yes"));
        Assert.Equal(["b", "c"], new ConnectBehaviour(diagram).Start("a", "No"));
        Assert.Equal(["c"], new ConnectBehaviour(diagram).Start("b", "Done"));
    }

    [Fact]
    public void A_connection_reaches_the_card_under_the_pointer_and_names_it()
    {
        var connect = new ConnectBehaviour(diagram);
        connect.Start("a", "No");
        Assert.Null(connect.Move(new Point(300, 400)).Target);
        Assert.Equal("c", connect.Move(new Point(390, 236)).Target);
        Assert.Equal(new ConnectRequest("a", "No", "c"), connect.End());
        Assert.Null(connect.End());
    }

    [Fact]
    public void A_connection_let_go_over_nothing_has_no_target()
    {
        var connect = new ConnectBehaviour(diagram);
        connect.Start("a", "No");
        connect.Move(new Point(2000, 2000));
        Assert.Null(connect.End()!.Target);
    }

    [Fact]
    public void Shift_adds_to_the_selection_and_takes_away_from_it()
    {
        var select = new SelectBehaviour(diagram);
        select.Click("a", null, add: false);
        select.Click("b", null, add: true);
        Assert.Equal(["a", "b"], diagram.SelectedNodes.Select(n => n.Id));
        select.Click("a", null, add: true);
        Assert.Equal(["b"], diagram.SelectedNodes.Select(n => n.Id));
        select.Click(null, "a-b", add: false);
        Assert.Empty(diagram.SelectedNodes);
        Assert.Single(diagram.SelectedLinks);
    }

    [Fact]
    public void The_box_selects_what_it_touches()
    {
        var select = new SelectBehaviour(diagram);
        select.BoxStart();
        select.BoxMove(new Point(390, -10), new Point(450, 300));
        Assert.Equal(["b", "c"], diagram.SelectedNodes.Select(n => n.Id));
    }

    [Fact]
    public void Arrows_follow_connections_and_go_up_and_down()
    {
        var walk = new WalkBehaviour(diagram);
        Assert.True(walk.Go("ArrowRight"));
        Assert.Equal("a", diagram.Focus!.Id);
        walk.Go("ArrowRight");
        Assert.Equal("b", diagram.Focus!.Id);
        walk.Go("ArrowDown");
        Assert.Equal("c", diagram.Focus!.Id);
        walk.Go("ArrowUp");
        walk.Go("ArrowLeft");
        Assert.Equal("a", diagram.Focus!.Id);
    }

    [Fact]
    public void Tab_walks_in_reading_order_and_leaves_at_the_end()
    {
        var walk = new WalkBehaviour(diagram);
        Assert.True(walk.Tab(false) && walk.Tab(false) && walk.Tab(false));
        Assert.Equal("c", diagram.Focus!.Id);
        Assert.False(walk.Tab(false));
        Assert.True(walk.Tab(true));
        Assert.Equal("b", diagram.Focus!.Id);
    }
}
