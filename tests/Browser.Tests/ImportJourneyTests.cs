using System.Globalization;
using System.Text.RegularExpressions;
using Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>Contacts of one's own: a real CSV of 32,000 rows without identity or address, a segment on one of its columns, and a run over it.</summary>
public sealed partial class ImportJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private const int Rows = 32_000;
    private const float ImportPatience = 240_000;

    [Fact]
    public async Task From_a_csv_to_a_run_on_one_of_its_columns()
    {
        var csv = SharedData.Path("hillstrom.dev.csv");
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=200");
        using var api = new ApiReader(server.Client());
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);

        await visitor.SetUpAsync(server);
        await ImportAsync(visitor, csv);
        var matching = await MakeSegmentAsync(visitor);
        await RunOnSegmentAsync(visitor, designer, api, matching);
        visitor.HasNoComplaints();
    }

    private static async Task ImportAsync(Visitor visitor, string csv)
    {
        await visitor.ClickAsync("nav-contacts");
        await visitor.ClickAsync("import-contacts");
        await visitor.At("csv-file").SetInputFilesAsync(csv);
        await visitor.At("mapping").WaitForAsync();
        await Expect(visitor.At("import-column")).ToHaveCountAsync(File.ReadLines(csv).First().Split(',').Length);
        await visitor.ScreenshotAsync("import-1-mapping");
        await visitor.ClickAsync("conflict-skip");
        await visitor.ClickAsync("start-import");
        await Expect(visitor.At("import-progress")).ToHaveAttributeAsync("data-state", "finished", new() { Timeout = ImportPatience });
        await Expect(visitor.At("import-Inserted")).ToContainTextAsync(Rows.ToString("N0", CultureInfo.InvariantCulture));
        await visitor.ScreenshotAsync("import-2-report");
    }

    /// <returns>How many people it holds.</returns>
    private static async Task<long> MakeSegmentAsync(Visitor visitor)
    {
        await visitor.ClickAsync("nav-segments");
        await visitor.ClickAsync("new-segment");
        await visitor.At("segment-name").FillAsync("Spent much");
        await visitor.At("rule-row").GetByTestId("remove").ClickAsync();
        await visitor.At("add-condition").SelectOptionAsync("Attribute");
        await visitor.At("attribute").SelectOptionAsync("history");
        await visitor.At("comparison").SelectOptionAsync("AtLeast");
        await visitor.At("value").FillAsync("1000");
        await visitor.At("value").PressAsync("Tab");
        var expected = File.ReadLines(SharedData.Path("hillstrom.dev.csv")).Skip(1).Count(line => double.Parse(Quoted().Replace(line, "").Split(',')[2], CultureInfo.InvariantCulture) >= 1000);
        await Expect(visitor.At("audience-count")).ToContainTextAsync(expected.ToString("N0", CultureInfo.InvariantCulture));
        await visitor.ScreenshotAsync("import-3-segment");
        await visitor.ClickAsync("save");
        // Only a kept segment can be deleted.
        await visitor.At("delete").WaitForAsync();
        return expected;
    }

    /// <summary>One column of the file quotes a comma.</summary>
    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    private static async Task RunOnSegmentAsync(Visitor visitor, DesignerScreen designer, ApiReader api, long matching)
    {
        await visitor.ClickAsync("nav-flows");
        await visitor.ClickAsync("new-flow");
        await designer.OpenedAsync();
        var who = await designer.DragFromPaletteAsync("Marketing.Segment", 200, 200);
        var mail = await designer.DragFromPaletteAsync("Marketing.SendEmail", 690, 620);
        await designer.ConnectAsync(who, "Matched", mail);
        await designer.SelectAsync(mail);
        await designer.FillAsync("subject", "A word of thanks");
        await designer.FillAsync("body", "Thank you.");
        await designer.SelectAsync(who);
        foreach (var _ in Enumerable.Range(0, await visitor.At("rule-row").CountAsync()))
            await visitor.At("rule-row").First.GetByTestId("remove").ClickAsync();
        await visitor.At("add-condition").SelectOptionAsync("Segment");
        await Expect(visitor.At("audience-count")).ToContainTextAsync(matching.ToString("N0", CultureInfo.InvariantCulture));
        await designer.SavedAsync();
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        await visitor.ClickAsync("run-confirm");
        await visitor.At("run-strip").WaitForAsync();
        var run = await api.FinishedRunAsync(designer.FlowId);
        await visitor.ScreenshotAsync("import-4-run");
        Assert.Equal(matching, run.Activities.Single(step => step.ActivityId == who).Outcomes["Matched"]);
        // Nobody in this file has an address, and each is told so.
        Assert.Equal(matching, run.Activities.Single(step => step.ActivityId == mail).Outcomes["Held"]);
    }
}
