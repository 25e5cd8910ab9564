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
    public void A_card_out_of_sight_is_not_rendered()
    {
        canvas.InvokeAsync(() => gestures.Viewport(-5000, -5000, 1, 1280, 800));
        Assert.Empty(canvas.FindAll(".canvas-node"));
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
