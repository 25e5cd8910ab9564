using System.Globalization;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>A schedule drawn by hand: published it fires at the whole minute and its run appears by itself; unpublished it is gone.</summary>
public sealed class ScheduleJourneyTests(PublishedFolder folder, Chromium chromium)
{
    /// <summary>Kolkata is half an hour off every whole zone, so that a page which shows UTC or the machine's zone cannot look right by chance.</summary>
    private const string Zone = "Asia/Kolkata";
    private static readonly TimeSpan Offset = TimeSpan.FromHours(5.5);

    /// <summary>The next whole minute, and what a busy machine needs for it.</summary>
    private const float Minute = 75_000;

    [Fact]
    public async Task A_published_one_minute_schedule_fires_and_an_unpublished_one_is_gone()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=50");
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        await DrawAsync(visitor, designer);
        await visitor.ClickAsync("publish");
        await Expect(visitor.At("flow-status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("good"));
        await ReadFireTimesAsync(visitor);
        await SeeRunAsync(visitor);
        await UnpublishAsync(visitor);
        visitor.HasNoComplaints();
    }

    private static async Task DrawAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("new-flow");
        await designer.OpenedAsync();
        await visitor.At("flow-name").FillAsync("Every minute");
        await visitor.At("flow-name").PressAsync("Enter");
        var schedule = await designer.DragFromPaletteAsync("Elsa.Cron", 240, 220);
        var say = await designer.DragFromPaletteAsync("Elsa.WriteLine", 620, 220);
        await designer.ConnectAsync(schedule, "Done", say);
        await designer.SelectAsync(say);
        await designer.FillAsync("text", "The minute is over.");
        await designer.SelectAsync(schedule);
        await visitor.At("input-cronExpression-rhythm").SelectOptionAsync("Minutes");
        await visitor.At("input-cronExpression-every").FillAsync("1");
        await designer.FillAsync("timeZone", Zone);
        await visitor.At("input-timeZone").PressAsync("Tab");
        await Expect(visitor.At("input-cronExpression-next").Locator(".tabular")).ToHaveCountAsync(5);
        await visitor.ScreenshotAsync("schedule-1-drawn");
        await designer.SavedAsync();
    }

    private static async Task ReadFireTimesAsync(Visitor visitor)
    {
        await visitor.ScreenshotOfAsync("nav-schedules", "next-fire-times", "schedule-2-fire-times");
        await Expect(visitor.At("schedule")).ToContainTextAsync(Zone);
        var times = await visitor.At("next-fire-times").Locator("li").AllInnerTextsAsync();
        Assert.Equal(5, times.Count);
        // Read a moment after the server told them: one of these minutes is the first.
        var now = TimeProvider.System.GetUtcNow().ToOffset(Offset);
        var near = Enumerable.Range(0, 3).Select(minutes => now.AddMinutes(minutes).ToString("h:mm", CultureInfo.InvariantCulture)).ToList();
        Assert.True(near.Exists(time => times[0].Contains($" {time}", StringComparison.Ordinal)), $"It is {now:HH:mm} in {Zone}, and the page says that the schedule fires next at {times[0]}.");
    }

    /// <summary>The page stays open: the run comes in by itself.</summary>
    private static async Task SeeRunAsync(Visitor visitor)
    {
        await visitor.ClickAsync("nav-runs");
        await visitor.At("runs").WaitForAsync();
        await Expect(visitor.At("run-row").First).ToContainTextAsync("Every minute", new() { Timeout = Minute });
        await Expect(visitor.At("run-row").First.GetByTestId("run-status")).ToHaveAttributeAsync("data-status", "Finished");
        await visitor.ScreenshotAsync("schedule-3-run");
        await visitor.At("run-row").First.ClickAsync();
        await Expect(visitor.At("run")).ToContainTextAsync("The minute is over.");
        await visitor.ScreenshotAsync("schedule-4-journal");
    }

    private static async Task UnpublishAsync(Visitor visitor)
    {
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("flow-actions");
        await visitor.ClickAsync("unpublish");
        await Expect(visitor.At("flow-row").Locator(".tag.good")).ToHaveCountAsync(0);
        await visitor.ScreenshotOfAsync("nav-schedules", "no-schedules", "schedule-5-unpublished");
    }
}
