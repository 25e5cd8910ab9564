using Designer.Client.Canvas;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class LayeredLayoutTests
{
    private static List<(string, double, double)> Cards(int count) => [.. Enumerable.Range(0, count).Select(i => ($"n{i}", 240d, i % 3 == 0 ? 152d : 72d))];

    [Fact]
    public void A_chain_stands_in_one_row_from_left_to_right()
    {
        var places = LayeredLayout.Arrange(Cards(3), [("n0", "n1"), ("n1", "n2")]);
        Assert.True(places["n0"].X + 240 < places["n1"].X && places["n1"].X + 240 < places["n2"].X);
        Assert.Single(places.Values.Select(p => p.Y).Distinct());
    }

    [Fact]
    public void A_connection_backwards_does_not_keep_it_from_ending()
    {
        var places = LayeredLayout.Arrange(Cards(3), [("n0", "n1"), ("n1", "n2"), ("n2", "n0")]);
        Assert.True(places["n0"].X < places["n1"].X && places["n1"].X < places["n2"].X);
    }

    [Fact]
    public void Connections_to_steps_that_are_not_there_are_ignored() =>
        Assert.Single(LayeredLayout.Arrange(Cards(1), [("n0", "gone"), ("n0", "n0")]));

    [Fact]
    public void Two_branches_do_not_cross()
    {
        var places = LayeredLayout.Arrange(Cards(5), [("n0", "n1"), ("n0", "n2"), ("n1", "n3"), ("n2", "n4")]);
        Assert.Equal(places["n1"].Y < places["n2"].Y, places["n3"].Y < places["n4"].Y);
    }

    [Fact]
    public void No_two_cards_of_any_graph_overlap_and_every_card_has_a_place()
    {
        var graphs = from count in Gen.Choose(1, 25)
                     from edges in Gen.ListOf(from a in Gen.Choose(0, count - 1) from b in Gen.Choose(0, count - 1) select ($"n{a}", $"n{b}"))
                     select (count, edges);
        Prop.ForAll(graphs.ToArbitrary(), graph =>
        {
            var cards = Cards(graph.count);
            var places = LayeredLayout.Arrange(cards, graph.edges);
            var boxes = cards.Select(c => new Bounds(places[c.Item1].X, places[c.Item1].Y, c.Item2, c.Item3)).ToList();
            return boxes.SelectMany((a, i) => boxes.Skip(i + 1).Select(b => (a, b))).All(pair => !pair.a.Intersects(pair.b));
        }).QuickCheckThrowOnFailure();
    }
}
