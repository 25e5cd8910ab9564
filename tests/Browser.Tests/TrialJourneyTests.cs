using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What a careful marketer does before a campaign leaves the house: simulates it, reads it as one of the contacts, sends it to themselves.</summary>
public sealed class TrialJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private const string Own = "me@example.com";

    [Fact]
    public async Task A_campaign_is_simulated_previewed_as_a_contact_and_sent_as_a_test()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=200");
        using var api = new ApiReader(server.Client());
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        var mail = await DrawAsync(visitor, designer);
        await SimulateAsync(visitor, designer, api, mail);
        await designer.SelectAsync(mail);
        var name = await PreviewAsync(visitor);
        await TestSendAsync(visitor, name);
        visitor.HasNoComplaints();
    }

    /// <returns>The id of the e-mail step.</returns>
    private static async Task<string> DrawAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("new-flow");
        await designer.OpenedAsync();
        var schedule = await designer.DragFromPaletteAsync("Elsa.Cron", 200, 200);
        var mail = await designer.DragFromPaletteAsync("Marketing.SendEmail", 620, 200);
        await designer.ConnectAsync(schedule, "Done", mail);
        await designer.SelectAsync(mail);
        await designer.FillAsync("subject", "A word for {{ contact.first_name }}");
        await designer.FillAsync("body", "Hello {{ contact.first_name }} {{ contact.last_name }}.");
        await designer.SavedAsync();
        return mail;
    }

    private static async Task SimulateAsync(Visitor visitor, DesignerScreen designer, ApiReader api, string mail)
    {
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        await visitor.ClickAsync("run-mode-simulate");
        await visitor.ScreenshotAsync("trial-1-dialog");
        await visitor.ClickAsync("run-confirm");
        await Expect(visitor.At("run-strip").GetByTestId("simulated")).ToBeVisibleAsync();
        var run = await api.FinishedRunAsync(designer.FlowId);
        Assert.True(run.Activities.Single(step => step.ActivityId == mail).Outcomes["Sent"] > 0, "The simulation reached nobody, so that an empty outbox would prove nothing.");
        await Expect(visitor.At("run-strip").Locator(".dot.live")).ToHaveCountAsync(0);
        await visitor.ScreenshotAsync("trial-2-simulated");
        await visitor.ClickAsync("run-open");
        await Expect(visitor.At("simulated-notice")).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("trial-3-run-page");
        await visitor.ScreenshotOfAsync("nav-runs", "run-row", "trial-4-runs");
        await Expect(visitor.At("run-row").GetByTestId("simulated")).ToBeVisibleAsync();
        await visitor.ScreenshotOfAsync("nav-outbox", "no-messages", "trial-5-outbox");
        await visitor.ClickAsync("nav-flows");
        await visitor.At("flow-row").GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await designer.OpenedAsync();
    }

    /// <returns>The first name of whom the message was shown for.</returns>
    private static async Task<string> PreviewAsync(Visitor visitor)
    {
        await visitor.ClickAsync("preview");
        // The first of the list is chosen by itself; another one is asked for by name.
        await visitor.At("preview-subject").WaitForAsync();
        var other = (await visitor.At("preview-contact").Nth(3).Locator(".strong").InnerTextAsync()).Trim();
        await visitor.At("preview-search").FillAsync(other);
        await visitor.At("preview-search").PressAsync("Enter");
        await Expect(visitor.At("preview-contact").First).ToContainTextAsync(other);
        await visitor.At("preview-contact").First.ClickAsync();
        var first = other.Split(' ')[0];
        await Expect(visitor.At("preview-subject")).ToHaveTextAsync($"A word for {first}");
        await Expect(visitor.Page.FrameLocator("[data-testid='preview-frame']").Locator("body")).ToContainTextAsync($"Hello {other}.");
        await visitor.ScreenshotAsync("trial-6-preview");
        return first;
    }

    private static async Task TestSendAsync(Visitor visitor, string name)
    {
        await visitor.At("test-address").FillAsync(Own);
        await visitor.ClickAsync("test-send");
        await Expect(visitor.At("test-result")).ToContainTextAsync(Own);
        await visitor.ScreenshotAsync("trial-7-test");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.At("preview-dialog")).ToHaveCountAsync(0);
        await visitor.ClickAsync("nav-outbox");
        var row = visitor.At("message-row");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync(Own);
        await Expect(row).ToContainTextAsync(name);
        await visitor.ScreenshotAsync("trial-8-outbox");
    }
}
