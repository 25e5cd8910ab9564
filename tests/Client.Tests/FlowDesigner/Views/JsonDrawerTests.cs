using Bunit;
using Designer.Client.FlowDesigner.Views;
using Workflows.Elsa;
using Xunit;

namespace Client.Tests.FlowDesigner.Views;

public sealed class JsonDrawerTests : FlowContext
{
    [Fact]
    public async Task What_is_typed_becomes_the_flow_when_it_is_taken_over_and_stays_that_flow()
    {
        var session = await OpenAsync(Flows.WinBack);
        var drawer = RenderPage<JsonDrawer>(p => p.Add(d => d.Session, session));
        Assert.Equal(ElsaJson.Write(session.Definition), Text(drawer));
        var written = Text(drawer).Replace("\"Win back\"", "\"Come back\"", StringComparison.Ordinal).Replace($"\"{session.Definition.DefinitionId}\"", "\"another\"", StringComparison.Ordinal);
        await drawer.Find("textarea").InputAsync(written);
        Assert.Equal("Win back", session.Definition.Name);
        await drawer.Find("[data-testid=json-apply]").ClickAsync();
        Assert.Equal(("Come back", "win-back"), (session.Definition.Name, session.Definition.DefinitionId));
        session.Undo();
        Assert.Equal("Win back", session.Definition.Name);
        drawer.WaitForAssertion(() => Assert.Equal(ElsaJson.Write(session.Definition), Text(drawer)));
    }

    [Fact]
    public async Task A_mistake_is_named_with_its_line_and_changes_nothing()
    {
        var session = await OpenAsync(Flows.WinBack);
        var drawer = RenderPage<JsonDrawer>(p => p.Add(d => d.Session, session));
        var before = session.Definition;
        await drawer.Find("textarea").InputAsync("{\n  \"name\": oops\n}");
        Assert.Contains("line 2", drawer.Find("[data-testid=json-problem]").TextContent, StringComparison.Ordinal);
        Assert.Contains("2", drawer.Find("[data-testid=json-line]").TextContent, StringComparison.Ordinal);
        Assert.True(drawer.Find("[data-testid=json-apply]").HasAttribute("disabled"));
        await drawer.Find("textarea").InputAsync("{}");
        Assert.Empty(drawer.FindAll("[data-testid=json-line]"));
        await drawer.Find("textarea").InputAsync("{\n  \"name\": oops\n}");
        // Meanwhile the canvas goes on, and does not take away what is being typed.
        session.Apply("Renamed", d => d with { Name = "Other" });
        Assert.Contains("oops", Text(drawer), StringComparison.Ordinal);
        await drawer.Find("[data-testid=json-discard]").ClickAsync();
        Assert.Contains("\"Other\"", Text(drawer), StringComparison.Ordinal);
        Assert.Equal(before.Root, session.Definition.Root);
    }

    [Fact]
    public async Task What_is_typed_is_not_lost_by_closing()
    {
        var session = await OpenAsync(Flows.WinBack);
        var closed = 0;
        var drawer = RenderPage<JsonDrawer>(p => p.Add(d => d.Session, session).Add(d => d.OnClose, () => closed++));
        await drawer.Find("textarea").InputAsync("half a thought");
        await drawer.Find("[data-testid=json-close]").ClickAsync();
        Assert.Equal((0, "half a thought"), (closed, Text(drawer)));
        Assert.Contains("first", drawer.Find("[data-testid=json-state]").TextContent, StringComparison.Ordinal);
        await drawer.Find("[data-testid=json-discard]").ClickAsync();
        await drawer.Find("[data-testid=json-close]").ClickAsync();
        Assert.Equal(1, closed);
    }

    private static string Text(IRenderedComponent<JsonDrawer> drawer) => drawer.Find("textarea").GetAttribute("value")!;
}
