using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>An end of a connection is taken to another step; a reload leaves undo where it was.</summary>
public sealed class ReconnectJourneyTests(PublishedFolder folder, Chromium chromium)
{
    [Fact]
    public async Task A_connection_is_led_elsewhere_and_undone_after_a_reload()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:Demo=false");
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);
        await visitor.SetUpAsync(server);
        await visitor.ClickAsync("use-win-back");
        await designer.OpenedAsync();
        var links = visitor.Page.Locator("[data-testid^='link-']");
        await Expect(links).ToHaveCountAsync(6);
        var name = await links.First.GetAttributeAsync("data-testid");
        var link = visitor.At(name!);

        // A quarter along the curve: the plus is in the middle.
        var at = await link.Locator(".canvas-link-reach").EvaluateAsync<float[]>("p => { const q = p.getPointAtLength(p.getTotalLength() / 4).matrixTransform(p.getScreenCTM()); return [q.x, q.y]; }");
        await visitor.Page.Mouse.ClickAsync(at[0], at[1]);
        var end = await link.Locator("[data-end=target]").BoundingBoxAsync();
        var goal = await designer.Nodes.Nth(3).BoundingBoxAsync();
        await visitor.Page.Mouse.MoveAsync(end!.X + end.Width / 2, end.Y + end.Height / 2);
        await visitor.ScreenshotAsync("reconnect-1-ends");
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(goal!.X + goal.Width / 2, goal.Y + goal.Height / 2, new() { Steps = 6 });
        await visitor.ScreenshotAsync("reconnect-2-drag");
        await visitor.Page.Mouse.UpAsync();
        await Expect(link).ToHaveCountAsync(0);
        await Expect(links).ToHaveCountAsync(6);
        await designer.SavedAsync();

        await visitor.Page.ReloadAsync();
        await designer.OpenedAsync();
        await Expect(link).ToHaveCountAsync(0);
        await visitor.ClickAsync("undo");
        await Expect(link).ToHaveCountAsync(1);
        await Expect(links).ToHaveCountAsync(6);
        await Expect(visitor.At("redo")).ToBeEnabledAsync();
        await designer.SavedAsync();
        visitor.HasNoComplaints();
    }
}
