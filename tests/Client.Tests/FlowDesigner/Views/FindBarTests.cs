using Bunit;
using Designer.Client.Canvas;
using Designer.Client.FlowDesigner;
using Designer.Client.FlowDesigner.Views;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Client.Tests.FlowDesigner.Views;

public sealed class FindBarTests : FlowContext
{
    private readonly List<string> _gone = [];

    [Fact]
    public async Task Finds_a_step_by_its_title_and_by_what_is_written_in_it_and_goes_round()
    {
        var bar = await OpenAsync();
        await bar.Find("input").InputAsync("SEGMENT");
        Assert.Equal(["who"], _gone);
        Assert.Equal("1 of 1", Count(bar));
        await bar.Find("input").InputAsync("e");
        _gone.Clear();
        var all = int.Parse(Count(bar).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < all; i++)
            await bar.Find("input").KeyDownAsync("Enter");
        Assert.Equal(all, _gone.Distinct().Count());
        Assert.Equal($"1 of {all}", Count(bar));
        await bar.Find("input").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter", ShiftKey = true });
        Assert.Equal($"{all} of {all}", Count(bar));
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        var bar = await OpenAsync();
        await bar.Find("input").InputAsync("no such step");
        Assert.Equal("none", Count(bar));
        await bar.Find("input").KeyDownAsync("Enter");
        Assert.Empty(_gone);
        await bar.Find("input").InputAsync("");
        Assert.Equal("", Count(bar));
    }

    private static string Count(IRenderedComponent<FindBar> bar) => bar.Find("[data-testid=find-count]").TextContent;

    private async Task<IRenderedComponent<FindBar>> OpenAsync()
    {
        var session = await OpenAsync(Flows.WinBack);
        var words = Services.GetRequiredService<ActivityWords>();
        var flow = new FlowDiagram(words);
        flow.Show(session.Definition, session.Catalog, a => StepFaces.Plain(a, session.Catalog.Find(a.Type), words));
        return RenderPage<FindBar>(p => p.Add(b => b.Session, session).Add(b => b.Diagram, flow.Diagram).Add(b => b.OnGo, (Node node) => _gone.Add(node.Id)));
    }
}
