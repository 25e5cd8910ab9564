using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>A run that waits for an hour is paused, resumed and cancelled from its page; the page says each time what it is.</summary>
public sealed class RunHandlesTests(PublishedFolder folder, Chromium chromium)
{
    [Fact]
    public async Task A_run_is_paused_resumed_and_cancelled_from_its_page()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=120");
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        var wait = await StartAsync(visitor, designer);
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Suspended");
        var people = await visitor.At($"step-{wait}").GetByTestId("entered").InnerTextAsync();
        await Expect(visitor.At($"step-{wait}").GetByTestId("waiting")).ToHaveTextAsync(people);
        await visitor.ScreenshotAsync("handles-1-waiting");
        await visitor.ClickAsync("pause");
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Paused");
        await Expect(visitor.At("pause")).ToHaveCountAsync(0);
        await visitor.ScreenshotAsync("handles-2-paused");
        await visitor.ClickAsync("resume");
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Suspended");
        // Cancelled out of a pause, it is cancelled and not paused.
        await visitor.ClickAsync("pause");
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Paused");
        await CancelAsync(visitor, wait, people);
        await LookAtCanvasAsync(visitor);
        visitor.HasNoComplaints();
    }

    /// <returns>The id of the step at which everybody waits.</returns>
    private static async Task<string> StartAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("new-flow");
        await designer.OpenedAsync();
        var schedule = await designer.DragFromPaletteAsync("Elsa.Cron", 200, 200);
        var wait = await designer.DragFromPaletteAsync("Marketing.Wait", 620, 200);
        await designer.ConnectAsync(schedule, "Done", wait);
        await designer.SelectAsync(wait);
        await visitor.At("input-duration-hours").FillAsync("1");
        await visitor.At("input-duration-hours").PressAsync("Tab");
        await designer.SavedAsync();
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        await visitor.ClickAsync("run-confirm");
        await visitor.ClickAsync("run-open");
        await visitor.At("run").WaitForAsync();
        return wait;
    }

    private static async Task CancelAsync(Visitor visitor, string wait, string people)
    {
        await visitor.ClickAsync("cancel");
        await visitor.ScreenshotAsync("handles-3-question");
        await visitor.ClickAsync("confirm-no");
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Paused");
        await visitor.ClickAsync("cancel");
        await visitor.ClickAsync("confirm-yes");
        await Expect(Status(visitor)).ToHaveAttributeAsync("data-status", "Cancelled");
        await Expect(visitor.At($"step-{wait}").GetByTestId("dropped")).ToHaveTextAsync(people);
        foreach (var handle in (string[])["pause", "resume", "cancel"])
            await Expect(visitor.At(handle)).ToHaveCountAsync(0);
        await visitor.ScreenshotAsync("handles-4-cancelled");
    }

    private static async Task LookAtCanvasAsync(Visitor visitor)
    {
        await visitor.ClickAsync("on-canvas");
        await Expect(visitor.At("run-strip").GetByTestId("run-status")).ToHaveTextAsync("Cancelled");
        await visitor.ScreenshotAsync("handles-5-canvas");
    }

    private static ILocator Status(Visitor visitor) => visitor.At("run").GetByTestId("run-status").First;
}
