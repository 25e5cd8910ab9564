using Bunit;
using Client.Tests.FlowDesigner;
using Designer.Client.Canvas;
using Designer.Client.FlowDesigner;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Client.Tests.Canvas;

public sealed class FlowPictureTests : BunitContext
{
    public FlowPictureTests()
    {
        Services.AddLocalization();
        Services.AddFlowDesigner();
    }

    [Fact]
    public void Draws_every_step_with_its_title_and_every_connection()
    {
        var picture = Render<FlowPicture>(p => p.Add(x => x.Definition, Flows.WinBack).Add(x => x.Descriptors, Flows.Descriptors));
        Assert.Equal(["Schedule", "Segment", "Send email"], picture.FindAll(".flow-picture-title").Select(t => t.TextContent));
        Assert.Equal(2, picture.FindAll(".flow-picture-link").Count);
        Assert.Equal("Win back", picture.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_type_that_nobody_knows_is_drawn_under_its_own_name()
    {
        var flow = Flows.Of([Flows.Step("a", "Acme.Fax")], []);
        var picture = Render<FlowPicture>(p => p.Add(x => x.Definition, flow).Add(x => x.Descriptors, Flows.Descriptors));
        Assert.Equal("Acme.Fax", picture.Find(".flow-picture-title").TextContent);
    }
}
