using System.Net;
using System.Text;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>Flows without people: one that the web begins and answers, one that a timer begins; what their author sets, and what their runs show.</summary>
public sealed class OrdinaryJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private static readonly (int Width, bool Dark, string Language)[] Dresses = [(1440, false, "en"), (1280, true, "en"), (1280, false, "zh-CN"), (1440, true, "zh-CN")];

    /// <summary>The timer's interval, and what a busy machine needs for it.</summary>
    private const float Soon = 30_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flow_with_an_address_asks_waits_and_is_answered_one_run_at_a_time()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=20");
        using var http = server.Client();
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        await visitor.ClickAsync("use-ask-first");
        await designer.OpenedAsync();
        await visitor.ClickAsync("flow-settings");
        await visitor.At("activation").SelectOptionAsync("Singleton");
        await visitor.At("usable-as-activity").CheckAsync();
        await designer.SavedAsync();
        await visitor.At("running").ScrollIntoViewIfNeededAsync();
        await visitor.ScreenshotAsync("ordinary-1-settings");
        await visitor.ClickAsync("publish");
        await Expect(visitor.At("flow-status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("good"));

        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(http, "campaigns/spring/ask"));
        Assert.Equal(HttpStatusCode.Conflict, await CallAsync(http, "campaigns/summer/ask"));
        await visitor.ClickAsync("nav-runs");
        await Expect(visitor.At("run-row")).ToHaveCountAsync(1);
        await visitor.At("run-row").ClickAsync();
        await Expect(visitor.At("waits")).ToContainTextAsync("campaigns/spring/answer");
        foreach (var dress in Dresses)
            await LookAsync(server, dress);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(http, "campaigns/spring/answer?says=yes"));
        // The page hears of it by itself.
        await Expect(visitor.At("run").GetByTestId("run-status").First).ToHaveAttributeAsync("data-status", "Finished");
        await Expect(visitor.At("waits")).ToHaveCountAsync(0);
        await visitor.ScreenshotAsync("ordinary-3-finished");
        visitor.HasNoComplaints();
    }

    [Fact]
    public async Task A_timer_begins_runs_until_it_is_unpublished()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=20");
        using var http = server.Client();
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("new-flow");
        await designer.OpenedAsync();
        var timer = await designer.DragFromPaletteAsync("Elsa.Timer", 240, 220);
        var say = await designer.DragFromPaletteAsync("Elsa.WriteLine", 620, 220);
        await designer.ConnectAsync(timer, "Done", say);
        await designer.SelectAsync(say);
        await designer.FillAsync("text", "Again.");
        await designer.SelectAsync(timer);
        await visitor.At("input-interval-minutes").FillAsync("2");
        await visitor.At("input-interval-minutes").PressAsync("Tab");
        await visitor.ScreenshotAsync("ordinary-4-timer");
        await designer.SavedAsync();
        var flow = designer.FlowId;
        await EveryAsync(http, flow, "00:00:02");
        await visitor.Page.ReloadAsync();
        await designer.OpenedAsync();
        await visitor.ClickAsync("publish");
        await Expect(visitor.At("flow-status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("good"));
        await visitor.ScreenshotOfAsync("nav-schedules", "schedule", "ordinary-5-schedules");
        await visitor.ClickAsync("nav-runs");
        await Expect(visitor.At("run-row").Nth(1)).ToBeVisibleAsync(new() { Timeout = Soon });
        await visitor.ScreenshotAsync("ordinary-6-runs");
        visitor.HasNoComplaints();
    }

    private async Task LookAsync(ServerProcess server, (int Width, bool Dark, string Language) dress)
    {
        await using var visitor = await chromium.VisitAsync(server.Address, dress.Width, dress.Width * 5 / 8, dress.Dark, dress.Language);
        await visitor.SignInAsync();
        await visitor.ClickAsync("nav-runs");
        await visitor.ScreenshotOfAsync("nav-runs", "run-row", $"rooms/{dress.Language}-{(dress.Dark ? "dark" : "light")}-{dress.Width}-ordinary-runs");
        await visitor.At("run-row").ClickAsync();
        await visitor.At("waits").WaitForAsync();
        await visitor.ScreenshotAsync($"rooms/{dress.Language}-{(dress.Dark ? "dark" : "light")}-{dress.Width}-ordinary-run");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"The run is wider than {dress.Width} px in {dress.Language}.");
        await visitor.ClickAsync("on-canvas");
        await new DesignerScreen(visitor).OpenedAsync();
        await visitor.ScreenshotAsync($"rooms/{dress.Language}-{(dress.Dark ? "dark" : "light")}-{dress.Width}-ordinary-canvas");
        visitor.HasNoComplaints();
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(new Uri($"/workflows/{path}", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"), Cancellation);
        return answer.StatusCode;
    }

    /// <summary>The editor offers minutes; a test has no minute to wait.</summary>
    private static async Task EveryAsync(HttpClient http, string flow, string interval)
    {
        var exported = await http.GetStringAsync(new Uri($"/api/workflows/{flow}/export", UriKind.Relative), Cancellation);
        Assert.Contains("00:02:00", exported, StringComparison.Ordinal);
        using var answer = await http.PostAsync(new Uri("/api/workflows/import", UriKind.Relative), new StringContent(exported.Replace("00:02:00", interval, StringComparison.Ordinal), Encoding.UTF8, "application/json"), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
