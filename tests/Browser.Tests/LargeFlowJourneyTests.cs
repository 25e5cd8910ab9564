using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>A thousand steps: only what is near is rendered; from afar the flow is an outline, in which steps are still chosen, moved and taken back.</summary>
public sealed partial class LargeFlowJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private const int Steps = 1000;
    private const int PerRow = 25;

    [Fact]
    public async Task A_thousand_steps_are_opened_seen_from_afar_changed_there_and_come_near_again()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:Demo=false");
        await using var visitor = await chromium.VisitAsync(server.Address);
        var designer = new DesignerScreen(visitor);
        await visitor.SetUpAsync(server);
        await ImportAsync(visitor);
        await visitor.Page.GotoAsync("flows/large");
        await designer.OpenedAsync();
        await Expect(visitor.At("node-s0")).ToBeVisibleAsync();
        await Expect(visitor.At("canvas")).Not.ToHaveClassAsync(Outline());
        Assert.InRange(await designer.Nodes.CountAsync(), 20, 200);
        await visitor.ScreenshotAsync("large-1-open");

        await WheelAsync(visitor, 100);
        await Expect(visitor.At("canvas")).ToHaveClassAsync(Outline());
        await Expect(designer.Nodes).ToHaveCountAsync(0);
        await visitor.ScreenshotAsync("large-2-far");
        await MoveAsync(visitor, designer);

        await WheelAsync(visitor, -100);
        await Expect(visitor.At("canvas")).Not.ToHaveClassAsync(Outline());
        Assert.InRange(await designer.Nodes.CountAsync(), 1, 200);
        await visitor.ScreenshotAsync("large-4-near");
        visitor.HasNoComplaints();
    }

    private static async Task ImportAsync(Visitor visitor)
    {
        var file = Chromium.Artifact("downloads/large.json");
        await File.WriteAllTextAsync(file, Flow(), TestContext.Current.CancellationToken);
        await visitor.ClickAsync("nav-flows");
        await visitor.At("import-flow").SetInputFilesAsync(file);
        await Expect(visitor.At("flow-row")).ToHaveCountAsync(1);
    }

    private static async Task MoveAsync(Visitor visitor, DesignerScreen designer)
    {
        var canvas = await visitor.At("canvas").BoundingBoxAsync();
        var seen = await LayerAsync(visitor);
        var column = Math.Clamp((int)((canvas!.Width / 2 - seen.X) / seen.Zoom / 336), 0, PerRow - 1);
        var row = Math.Clamp((int)((canvas.Height / 2 - seen.Y) / seen.Zoom / 192), 0, Steps / PerRow - 1);
        var (x, y) = (336 * column, 192 * row);
        var selected = visitor.Page.Locator(".canvas-outline-selected");

        var (left, top) = await OnPageAsync(visitor, x + 120, y + 36);
        await visitor.Page.Mouse.ClickAsync(left, top);
        await visitor.At("step-title").WaitForAsync();
        await Expect(selected).ToHaveAttributeAsync("d", FormattableString.Invariant($"M{x} {y}h240v72h-240z"));

        // The inspector has taken room beside the canvas.
        (left, top) = await OnPageAsync(visitor, x + 120, y + 36);
        await visitor.Page.Mouse.MoveAsync(left, top);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(left + 10, top + 30, new() { Steps = 4 });
        await visitor.ScreenshotAsync("large-3-drag");
        await visitor.Page.Mouse.UpAsync();
        await Expect(selected).Not.ToHaveAttributeAsync("d", FormattableString.Invariant($"M{x} {y}h240v72h-240z"));
        await designer.SavedAsync();
        await visitor.Page.Keyboard.PressAsync("Control+z");
        await Expect(selected).ToHaveAttributeAsync("d", FormattableString.Invariant($"M{x} {y}h240v72h-240z"));
        await designer.SavedAsync();
    }

    private static async Task WheelAsync(Visitor visitor, float by)
    {
        var box = await visitor.At("canvas").BoundingBoxAsync();
        await visitor.Page.Mouse.MoveAsync(box!.X + box.Width / 2, box.Y + box.Height / 2);
        for (var i = 0; i < 9; i++)
        {
            await visitor.Page.Mouse.WheelAsync(0, by);
            await visitor.Page.EvaluateAsync("new Promise(requestAnimationFrame)");
        }
    }

    private static async Task<(float X, float Y)> OnPageAsync(Visitor visitor, double x, double y)
    {
        var (box, seen) = (await visitor.At("canvas").BoundingBoxAsync(), await LayerAsync(visitor));
        return ((float)(box!.X + x * seen.Zoom + seen.X), (float)(box.Y + y * seen.Zoom + seen.Y));
    }

    private static async Task<(double X, double Y, double Zoom)> LayerAsync(Visitor visitor)
    {
        var seen = await visitor.Page.EvaluateAsync<double[]>("(() => { const m = new DOMMatrix(getComputedStyle(document.querySelector('.canvas-layer')).transform); return [m.e, m.f, m.a]; })()");
        return (seen[0], seen[1], seen[2]);
    }

    private static string Flow() => new JsonObject
    {
        ["definitionId"] = "large", ["name"] = "A thousand steps", ["version"] = 1, ["isLatest"] = true,
        ["root"] = new JsonObject
        {
            ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1,
            ["activities"] = new JsonArray([.. Enumerable.Range(0, Steps).Select(Step)]),
            ["connections"] = new JsonArray([.. Enumerable.Range(1, Steps - 1).Select(i => (JsonNode)new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = $"s{i - 1}", ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = $"s{i}", ["port"] = "In" },
            })]),
        },
    }.ToJsonString();

    private static JsonNode Step(int i) => new JsonObject
    {
        ["id"] = $"s{i}", ["type"] = i == 0 ? "Elsa.Start" : "Marketing.AddTag", ["version"] = 1, ["name"] = string.Create(CultureInfo.InvariantCulture, $"Step{i}"),
        ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 336 * (i % PerRow), ["y"] = 192 * (i / PerRow) } } },
    };

    [GeneratedRegex(@"\bis-outline\b")]
    private static partial Regex Outline();
}
