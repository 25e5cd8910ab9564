using Designer.Contracts.Runs;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What a new user does on the first day, on embedded defaults: from the token in the console to a flow that was exported, deleted and imported.</summary>
public sealed class JourneyTests(PublishedFolder folder, Chromium chromium)
{
    [Fact]
    public async Task From_the_set_up_token_to_an_imported_flow()
    {
        await using var server = await ServerProcess.StartAsync(folder);
        using var api = new ApiReader(server.Client());
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        await ChooseWinBackAsync(visitor, designer);
        await EditAsync(visitor, designer);
        var run = await RunAsync(visitor, designer, api);
        await LookAtPeopleAsync(visitor, run);
        var flow = designer.FlowId;
        await PublishAsync(visitor);
        await ReadOutboxAndFeedAsync(visitor);
        await visitor.ScreenshotOfAsync("nav-schedules", "next-fire-times", "journey-9-schedules");
        await Expect(visitor.At("next-fire-times").Locator("li")).ToHaveCountAsync(5);
        await ExportDeleteImportAsync(visitor, api, flow);

        visitor.HasNoComplaints();
        TestContext.Current.SendDiagnosticMessage($"{server.ResidentMegabytes} MB resident after the demo run (goal 400 MB).");
    }

    private static async Task ChooseWinBackAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.At("gallery-card").First.WaitForAsync();
        Assert.True(await visitor.At("gallery-card").CountAsync() >= 6, "The gallery shows fewer than six samples.");
        await Expect(visitor.At("flow-picture").First).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("journey-1-gallery");
        await visitor.ClickAsync("use-win-back");
        await designer.OpenedAsync();
        await Expect(designer.Nodes).ToHaveCountAsync(6);
        await visitor.ScreenshotAsync("journey-2-designer");
    }

    private static async Task EditAsync(Visitor visitor, DesignerScreen designer)
    {
        var mail = await designer.DragFromPaletteAsync("Marketing.SendEmail", 780, 540);
        await designer.ConnectAsync("risk", "Low", mail);
        await designer.SelectAsync(mail);
        await designer.FillAsync("subject", "We saved something for you, ");
        await visitor.ClickAsync("field-subject-contact.first_name");
        await Expect(visitor.At("input-subject")).ToHaveValueAsync("We saved something for you, {{ contact.first_name }}");
        await designer.FillAsync("body", "Hello {{ contact.first_name }}, thank you for staying.");
        await visitor.ScreenshotAsync("journey-3-edited");
        await designer.SelectAsync(mail);
        await visitor.Page.Keyboard.PressAsync("Delete");
        await Expect(visitor.At($"node-{mail}")).ToHaveCountAsync(0);
        await visitor.ClickAsync("undo");
        await Expect(visitor.At($"node-{mail}")).ToHaveCountAsync(1);
        await designer.SavedAsync();
    }

    private static async Task<RunDetail> RunAsync(Visitor visitor, DesignerScreen designer, ApiReader api)
    {
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        Assert.True(await designer.NumberAsync("run-people") > 0, "The dialog says that nobody is reached.");
        await Expect(visitor.At("run-channel").First).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("journey-4-run-dialog");
        await visitor.ClickAsync("run-confirm");
        await visitor.At("run-strip").WaitForAsync();
        var run = await api.FinishedRunAsync(designer.FlowId);
        await Expect(visitor.At("run-strip").Locator(".dot.live")).ToHaveCountAsync(0);
        await visitor.ClickAsync("fit");
        await visitor.ScreenshotAsync("journey-5-run");
        foreach (var step in run.Activities)
        {
            Assert.Equal(step.Entered, step.Queued + step.InWork + step.Waiting + step.Outcomes.Values.Sum() + step.Faulted + step.Dropped);
            foreach (var (outcome, count) in step.Outcomes.Where(outcome => outcome.Value > 0))
                Assert.Equal(count, await designer.NumberAsync($"count-{step.ActivityId}-{outcome}"));
        }
        Assert.True(run.Activities.Single(step => step.ActivityId == "mail").Outcomes["Sent"] > 0, "The e-mail step sent nothing.");
        return run;
    }

    private static async Task LookAtPeopleAsync(Visitor visitor, RunDetail run)
    {
        await visitor.ClickAsync("count-mail-Sent");
        var people = visitor.At("people-drawer").GetByTestId("person");
        await Expect(people).ToHaveCountAsync((int)Math.Min(50, run.Activities.Single(step => step.ActivityId == "mail").Outcomes["Sent"]));
        await visitor.ScreenshotAsync("journey-6-people");
        await people.First.ClickAsync();
        await Expect(visitor.At("person-name")).Not.ToBeEmptyAsync();
        await Expect(visitor.At("person-score")).ToBeVisibleAsync();
        await Expect(visitor.At("person-mail")).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("journey-7-person");
    }

    private static async Task PublishAsync(Visitor visitor)
    {
        await visitor.ClickAsync("publish");
        await Expect(visitor.At("flow-status")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("good"));
    }

    private static async Task ReadOutboxAndFeedAsync(Visitor visitor)
    {
        await visitor.ClickAsync("nav-outbox");
        await visitor.At("message-row").First.ClickAsync();
        await Expect(visitor.At("message-html")).ToHaveAttributeAsync("sandbox", "");
        await Expect(visitor.At("message-headers")).ToContainTextAsync("List-Unsubscribe-Post");
        await visitor.ScreenshotAsync("journey-8-message");
        await visitor.ClickAsync("tab-Text");
        await Expect(visitor.At("message-text")).Not.ToBeEmptyAsync();
        var eml = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.ClickAsync("eml"));
        Assert.EndsWith(".eml", eml.SuggestedFilename, StringComparison.Ordinal);
        await visitor.ScreenshotOfAsync("nav-feed", "post", "journey-8-feed");
    }

    private static async Task ExportDeleteImportAsync(Visitor visitor, ApiReader api, string flow)
    {
        var before = await api.FlowAsync(flow);
        await visitor.ClickAsync("nav-flows");
        await Expect(visitor.At("flow-row")).ToHaveCountAsync(1);
        await visitor.ClickAsync("flow-actions");
        var export = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.ClickAsync("export"));
        var file = Chromium.Artifact("downloads/win-back.json");
        await export.SaveAsAsync(file);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ClickAsync("flow-actions");
        await visitor.ClickAsync("delete");
        await visitor.ClickAsync("confirm-yes");
        await Expect(visitor.At("flow-row")).ToHaveCountAsync(0);
        await visitor.At("import-flow").SetInputFilesAsync(file);
        await Expect(visitor.At("flow-row")).ToHaveCountAsync(1);
        await visitor.ScreenshotAsync("journey-10-imported");
        Assert.Equal(before, await api.FlowAsync(flow));
    }
}
