using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The rooms that no address of the navigation shows: set-up, sign-in, the rule editor in the inspector, the run dialog, a run, the people behind a number. In both languages, light and dark, at two widths: nothing wider than its place, and kept as pictures.</summary>
public sealed partial class RoomScreenshotTests(PublishedFolder folder, Chromium chromium)
{
    private static readonly (int Width, bool Dark, string Language)[] Dresses = [(1440, false, "en"), (1280, true, "en"), (1280, false, "zh-CN"), (1440, true, "zh-CN")];

    [Fact]
    public async Task Every_room_opens_in_every_dress()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=300");
        using var api = new ApiReader(server.Client());
        foreach (var dress in Dresses)
        {
            await using var stranger = await VisitAsync(server, dress);
            await stranger.Page.GotoAsync($"setup?token={server.Token}");
            await Expect(stranger.At("token")).ToHaveValueAsync(server.Token!);
            await KeepAsync(stranger, dress, "set-up");
        }
        await using (var owner = await chromium.VisitAsync(server.Address))
        {
            await owner.SetUpAsync(server);
            await owner.ClickAsync("use-win-back");
            await new DesignerScreen(owner).OpenedAsync();
        }
        foreach (var dress in Dresses)
        {
            await using var visitor = await VisitAsync(server, dress);
            await visitor.Page.GotoAsync("");
            await visitor.At("user-name").WaitForAsync();
            await KeepAsync(visitor, dress, "sign-in");
            await visitor.SignInAsync();
            await DesignAsync(visitor, dress, api);
            visitor.HasNoComplaints();
        }
    }

    private static async Task DesignAsync(Visitor visitor, (int, bool, string) dress, ApiReader api)
    {
        var designer = new DesignerScreen(visitor);
        await visitor.ClickAsync("nav-flows");
        await visitor.At("flow-row").GetByRole(AriaRole.Link).First.ClickAsync();
        await designer.OpenedAsync();
        await designer.SelectAsync("who");
        await Expect(visitor.At("audience-count")).ToContainTextAsync(Figure());
        await KeepAsync(visitor, dress, "rule-editor");
        Assert.True(await visitor.At("inspector").EvaluateAsync<bool>("inspector => inspector.scrollWidth <= inspector.clientWidth"), $"The rule editor is wider than the inspector in {dress}.");
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        await KeepAsync(visitor, dress, "run-dialog");
        await visitor.ClickAsync("run-mode-simulate");
        await visitor.ClickAsync("run-confirm");
        await visitor.At("run-strip").WaitForAsync();
        await api.FinishedRunAsync(designer.FlowId);
        await Expect(visitor.At("run-strip").Locator(".dot.live")).ToHaveCountAsync(0);
        await visitor.ClickAsync("fit");
        await visitor.ClickAsync("count-who-Matched");
        await visitor.At("people-drawer").GetByTestId("person").First.WaitForAsync();
        await KeepAsync(visitor, dress, "people");
        // The drawer goes by Escape, wherever the focus is.
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.At("people-drawer")).ToHaveCountAsync(0);
        await visitor.ClickAsync("run-open");
        await visitor.At("run-person").First.WaitForAsync();
        await KeepAsync(visitor, dress, "run");
        await visitor.At("run-person").GetByRole(AriaRole.Link).First.ClickAsync();
        await visitor.At("timeline").WaitForAsync();
        await KeepAsync(visitor, dress, "person");
    }

    [GeneratedRegex(@"\d")]
    private static partial Regex Figure();

    private async Task<Visitor> VisitAsync(ServerProcess server, (int Width, bool Dark, string Language) dress) =>
        await chromium.VisitAsync(server.Address, dress.Width, dress.Width * 5 / 8, dress.Dark, dress.Language);

    private static async Task KeepAsync(Visitor visitor, (int Width, bool Dark, string Language) dress, string room)
    {
        await visitor.ScreenshotAsync($"rooms/{dress.Language}-{(dress.Dark ? "dark" : "light")}-{dress.Width}-{room}");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{room} is wider than {dress.Width} px in {dress.Language}.");
    }
}
