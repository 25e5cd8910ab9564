using Bunit;
using Designer.Client.Canvas;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Definitions;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class FlowCanvasTests : BunitContext
{
    private readonly Diagram diagram = Diagrams.Three();
    private readonly CanvasGestures gestures;
    private readonly IRenderedComponent<FlowCanvas> canvas;

    public FlowCanvasTests()
    {
        Services.AddLocalization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./canvas.js").SetupModule(_ => true);
        gestures = new CanvasGestures(diagram);
        canvas = Render<FlowCanvas>(p => p.Add(c => c.Diagram, diagram).Add(c => c.Gestures, gestures));
        canvas.InvokeAsync(() => gestures.Viewport(0, 0, 1, 1280, 800));
    }

    [Fact]
    public void Cards_carry_the_stable_names_that_tests_and_the_script_use()
    {
        Assert.Equal(3, canvas.FindAll(".canvas-node").Count);
        Assert.NotNull(canvas.Find("[data-testid='node-a'] [data-testid='port-a-Yes'][data-port='Yes']"));
        Assert.NotNull(canvas.Find("[data-testid='in-b']"));
        Assert.Empty(canvas.FindAll("[data-testid='in-a']"));
        Assert.Equal("a-b", canvas.Find("[data-link]").GetAttribute("data-link"));
    }

    [Fact]
    public void A_changed_card_renders_alone()
    {
        var others = canvas.FindComponents<NodeView>().ToDictionary(v => v.Instance.Node.Id, v => v.RenderCount);
        var whole = canvas.RenderCount;
        canvas.InvokeAsync(() => diagram.Find("b")!.Show(new NodeFace("Wait", "two days", "", "flow")));
        var after = canvas.FindComponents<NodeView>().ToDictionary(v => v.Instance.Node.Id, v => v.RenderCount);
        Assert.Equal(others["b"] + 1, after["b"]);
        Assert.Equal(others["a"], after["a"]);
        Assert.Contains("two days", canvas.Find("[data-testid='node-b']").TextContent);
        Assert.True(canvas.RenderCount >= whole);
    }

    [Fact]
    public void A_moved_card_takes_its_connections_along()
    {
        var before = canvas.Find(".canvas-link-line").GetAttribute("d");
        canvas.InvokeAsync(() =>
        {
            gestures.DragStart("b");
            gestures.DragMove(80, 160);
            gestures.DragEnd();
        });
        Assert.Contains("translate(480px,160px)", canvas.Find("[data-testid='node-b']").GetAttribute("style"));
        Assert.NotEqual(before, canvas.Find(".canvas-link-line").GetAttribute("d"));
    }

    [Fact]
    public void Of_a_large_flow_only_cards_in_sight_are_rendered_and_the_others_are_outlines()
    {
        var row = Diagrams.Row(300);
        var hands = new CanvasGestures(row);
        var large = Render<FlowCanvas>(p => p.Add(c => c.Diagram, row).Add(c => c.Gestures, hands));
        large.InvokeAsync(() => hands.Viewport(0, 0, 1, 1280, 800));
        large.InvokeAsync(() => Filled(hands.Viewport(0, 0, 1, 1280, 800), hands));
        Assert.InRange(large.FindAll(".canvas-node").Count, 4, 8);
        Assert.Equal(300, large.Find(".canvas-outline-cards").GetAttribute("d")!.Count(c => c == 'M'));
        large.InvokeAsync(() => Filled(hands.Viewport(-9_000, 0, 1, 1280, 800), hands));
        Assert.NotNull(large.Find("[data-testid='node-n30']"));
        Assert.Empty(large.FindAll("[data-testid='node-n0']"));
    }

    [Fact]
    public void Far_away_a_card_is_found_by_its_place_and_its_outline_is_dragged()
    {
        var row = Diagrams.Row(300);
        var hands = new CanvasGestures(row);
        var large = Render<FlowCanvas>(p => p.Add(c => c.Diagram, row).Add(c => c.Gestures, hands));
        large.InvokeAsync(() => hands.Viewport(0, 0, 1, 1280, 800));
        large.InvokeAsync(() => Assert.True(hands.Viewport(0, 0, 0.01, 1280, 800).IsOutline));
        Assert.Empty(large.FindAll(".canvas-node"));
        Assert.Equal("n2", hands.NodeAt(650, 10));
        Assert.Null(hands.NodeAt(600, 10));
        large.InvokeAsync(() =>
        {
            hands.DragStart("n2");
            var patch = hands.DragMove(0, 400);
            Assert.Equal((0, 0d, 400d), (patch.Nodes.Count, patch.Dx, patch.Dy));
            hands.DragEnd();
        });
        Assert.Equal("M640 400h240v72h-240z", large.Find(".canvas-outline-selected").GetAttribute("d"));
    }

    private static void Filled(RenderedArea area, CanvasGestures hands)
    {
        for (var frames = 0; !area.IsComplete; area = hands.Mount())
            Assert.True(++frames < 100, "The portions come to no end.");
    }

    [Fact]
    public void Live_numbers_stand_at_their_port_and_below_the_card()
    {
        var figures = new NodeFigures("active", [new Figure("#entered", "412", "entered")], System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("Yes", "398"));
        canvas.InvokeAsync(() => diagram.Find("a")!.Show(new NodeFace("A", null, "", "flow") { Figures = figures }));
        Assert.Equal("398", canvas.Find("[data-testid='count-a-Yes']").TextContent);
        Assert.Equal("412 entered", canvas.Find("[data-testid='figure-a-entered']").TextContent);
    }
}
