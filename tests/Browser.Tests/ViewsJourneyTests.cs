using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The same flow in other ways: found by a word, read and changed as JSON, kept as a picture; and a step put into a connection by the plus on it.</summary>
public sealed class ViewsJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private static readonly (int Width, bool Dark, string Language)[] Dresses = [(1440, false, "en"), (1280, true, "en"), (1280, false, "zh-CN"), (1440, true, "zh-CN")];

    [Fact]
    public async Task A_flow_is_searched_changed_as_json_drawn_as_a_picture_and_extended_in_the_middle()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=20");
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);
        await visitor.SetUpAsync(server);
        await visitor.ClickAsync("use-win-back");
        await designer.OpenedAsync();

        await InsertAsync(visitor, designer);
        await FindAsync(visitor);
        await ChangeAsync(visitor, designer);
        await DrawAsync(visitor);
        visitor.HasNoComplaints();
        var flow = designer.FlowId;
        foreach (var dress in Dresses)
            await LookAsync(server, flow, dress);
    }

    private static async Task InsertAsync(Visitor visitor, DesignerScreen designer)
    {
        var links = visitor.Page.Locator("[data-testid^='link-']");
        await Expect(links).ToHaveCountAsync(6);
        var link = links.First;
        await link.Locator(".canvas-link-reach").HoverAsync(new() { Force = true });
        await Expect(link.Locator(".canvas-plus")).ToHaveCSSAsync("opacity", "1");
        await visitor.ScreenshotAsync("views-1-plus");
        await link.Locator(".canvas-plus").ClickAsync();
        await visitor.ClickAsync("quick-Marketing.AddTag");
        // One connection became two.
        await Expect(links).ToHaveCountAsync(7);
        await Expect(designer.Nodes).ToHaveCountAsync(7);
    }

    private static async Task FindAsync(Visitor visitor)
    {
        await visitor.At("canvas").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+f");
        await Expect(visitor.At("find-text")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("Predict");
        await Expect(visitor.At("find-count")).ToHaveTextAsync("1 of 1");
        await Expect(visitor.At("step-title")).ToBeVisibleAsync();
        await Expect(visitor.At("find-text")).ToBeFocusedAsync();
        await visitor.ScreenshotAsync("views-2-find");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.At("find-bar")).ToHaveCountAsync(0);
        await Expect(visitor.At("canvas")).ToBeFocusedAsync();
    }

    private static async Task ChangeAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.ClickAsync("more");
        await visitor.ClickAsync("show-json");
        var text = await visitor.At("json-text").InputValueAsync();
        await visitor.At("json-text").FillAsync(text.Replace("\"version\": 1,", "\"version\": ,", StringComparison.Ordinal));
        await Expect(visitor.At("json-problem")).ToContainTextAsync("line 8");
        await visitor.ClickAsync("json-line");
        await visitor.Page.WaitForFunctionAsync("getSelection().toString().includes('\"version\": ,')");
        await visitor.ScreenshotAsync("views-3-json-mistake");
        await visitor.At("json-text").FillAsync(text.Replace("Win back customers at risk", "Win them back", StringComparison.Ordinal));
        await visitor.At("json-text").PressAsync("Control+Enter");
        await Expect(visitor.At("flow-name")).ToHaveValueAsync("Win them back");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.At("json-drawer")).ToHaveCountAsync(0);
        await designer.SavedAsync();
    }

    private static async Task DrawAsync(Visitor visitor)
    {
        await visitor.ClickAsync("more");
        await visitor.ClickAsync("show-picture");
        await visitor.At("picture-png").WaitForAsync();
        var svg = await File.ReadAllTextAsync(await SavedAsync(visitor, "picture-svg", "downloads/flow.svg"), TestContext.Current.CancellationToken);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("Add tag", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("class=", svg, StringComparison.Ordinal);
        var png = await File.ReadAllBytesAsync(await SavedAsync(visitor, "picture-png", "downloads/flow.png"), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.True(png.Length > 10_000, $"A picture of {png.Length} bytes shows nothing.");
        await visitor.ScreenshotAsync("views-4-picture");
        await visitor.Page.EvaluateAsync("document.body.classList.add('prints-picture')");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visitor.ScreenshotAsync("views-5-print");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await visitor.Page.Keyboard.PressAsync("Escape");
    }

    private async Task LookAsync(ServerProcess server, string flow, (int Width, bool Dark, string Language) dress)
    {
        await using var visitor = await chromium.VisitAsync(server.Address, dress.Width, dress.Width * 5 / 8, dress.Dark, dress.Language);
        await visitor.SignInAsync();
        await visitor.Page.GotoAsync($"flows/{flow}");
        await new DesignerScreen(visitor).OpenedAsync();
        await visitor.At("canvas").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+f");
        await visitor.Page.Keyboard.TypeAsync("e");
        await visitor.ClickAsync("more");
        await visitor.ClickAsync("show-json");
        await visitor.At("json-text").WaitForAsync();
        await visitor.ScreenshotAsync($"rooms/{dress.Language}-{(dress.Dark ? "dark" : "light")}-{dress.Width}-views");
        visitor.HasNoComplaints();
    }

    private static async Task<string> SavedAsync(Visitor visitor, string button, string name)
    {
        var file = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.ClickAsync(button));
        var path = Chromium.Artifact(name);
        await file.SaveAsAsync(path);
        return path;
    }
}
