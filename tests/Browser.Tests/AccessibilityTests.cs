using System.Text.Json;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>axe-core on every page and in the designer's rooms, light and dark: nothing that WCAG 2.2 A or AA asks for is missing as far as a program can tell.</summary>
public sealed class AccessibilityTests(PublishedFolder folder, Chromium chromium)
{
    private static readonly string[] Pages = ["gallery", "flows", "runs", "schedules", "contacts", "segments", "models", "outbox", "feed", "settings"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_and_no_room_breaks_a_rule_of_axe()
    {
        var axe = await File.ReadAllTextAsync(Path.Combine(await NpmPackage.Axe.FolderAsync(Cancellation), "axe.min.js"), Cancellation);
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=300");
        using var api = new ApiReader(server.Client());
        var found = new List<string>();
        await using (var owner = await chromium.VisitAsync(server.Address))
        {
            await owner.Page.GotoAsync($"setup?token={server.Token}");
            await Expect(owner.Input("token")).ToHaveValueAsync(server.Token!);
            found.AddRange(await CheckAsync(owner, axe, "set-up"));
            await owner.SetUpAsync(server);
            await owner.ClickAsync("use-win-back");
            var designer = new DesignerScreen(owner);
            await designer.OpenedAsync();
            await owner.ClickAsync("run-button");
            await owner.At("run-people").WaitForAsync();
            await owner.ClickAsync("run-confirm");
            await owner.At("run-strip").WaitForAsync();
            await api.FinishedRunAsync(designer.FlowId);
            await owner.ClickAsync("publish");
            await Expect(owner.At("flow-status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("good"));
        }
        foreach (var dark in (bool[])[false, true])
            found.AddRange(await WalkAsync(server, axe, dark));
        Assert.True(found.Count == 0, $"{found.Count} places break a rule:\n{string.Join('\n', found)}");
    }

    private async Task<List<string>> WalkAsync(ServerProcess server, string axe, bool dark)
    {
        var found = new List<string>();
        var dress = dark ? "dark" : "light";
        await using var visitor = await chromium.VisitAsync(server.Address, 1440, 900, dark, "en");
        await visitor.Page.GotoAsync("");
        await visitor.At("user-name").WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"sign-in, {dress}"));
        await visitor.SignInAsync();
        foreach (var page in Pages)
        {
            await visitor.ClickAsync($"nav-{page}");
            await visitor.At(page).WaitForAsync();
            await Expect(visitor.At("loading")).ToHaveCountAsync(0);
            found.AddRange(await CheckAsync(visitor, axe, $"{page}, {dress}"));
        }
        await visitor.ClickAsync("nav-runs");
        await visitor.At("run-row").First.ClickAsync();
        await visitor.At("run-person").First.WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"a run, {dress}"));
        await visitor.ClickAsync("on-canvas");
        await new DesignerScreen(visitor).OpenedAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"a run on the canvas, {dress}"));
        await visitor.ClickAsync("count-who-Matched");
        await visitor.At("people-drawer").GetByTestId("person").First.WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"people, {dress}"));
        await visitor.Page.Keyboard.PressAsync("Escape");
        foreach (var step in (string[])["who", "mail", "when", "risk", "copy"])
        {
            if (await visitor.At($"node-{step}").CountAsync() == 0)
                continue;
            await new DesignerScreen(visitor).SelectAsync(step);
            found.AddRange(await CheckAsync(visitor, axe, $"the inspector of {step}, {dress}"));
        }
        await visitor.ClickAsync("show-history");
        await visitor.At("version-1").WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"versions, {dress}"));
        await visitor.ClickAsync("show-history");
        await visitor.ClickAsync("flow-settings");
        found.AddRange(await CheckAsync(visitor, axe, $"flow settings, {dress}"));
        await visitor.ClickAsync("more");
        found.AddRange(await CheckAsync(visitor, axe, $"the menu, {dress}"));
        await visitor.ClickAsync("show-json");
        await visitor.At("json-text").WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"JSON, {dress}"));
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        found.AddRange(await CheckAsync(visitor, axe, $"the run dialog, {dress}"));
        return found;
    }

    /// <returns>A line for each rule that is broken, with the first places.</returns>
    private static async Task<IEnumerable<string>> CheckAsync(Visitor visitor, string axe, string place)
    {
        if (!await visitor.Page.EvaluateAsync<bool>("'axe' in window"))
            await visitor.Page.EvaluateAsync(axe);
        // A fade that is under way has no colour to be judged yet.
        await visitor.Page.EvaluateAsync("Promise.allSettled(document.getAnimations().filter(a => a.effect?.getTiming().iterations !== Infinity).map(a => a.finished))");
        var told = await visitor.Page.EvaluateAsync<string>(
            """
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v =>
              ({ rule: v.id, places: v.nodes.map(n => n.target.join(' ') + ' — ' + n.failureSummary.split('\n').slice(1).join('; ').trim()) }))))
            """);
        return from broken in JsonSerializer.Deserialize<List<Broken>>(told, JsonSerializerOptions.Web)!
               select $"{place}: {broken.Rule} ({broken.Places.Count})\n    {string.Join("\n    ", broken.Places.Take(4))}";
    }

    private sealed record Broken(string Rule, IReadOnlyList<string> Places);
}
