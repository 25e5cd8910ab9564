using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Microsoft.Playwright;
using Workflows.Elsa;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>A flow and its versions: published, run with a wait, published again, compared, the waiting people moved, rolled back; and two who save at once.</summary>
public sealed partial class VersionJourneyTests(PublishedFolder folder, Chromium chromium)
{
    private const string Flow =
        """
        {"definitionId":"tea-club","name":"Tea club","description":"Who tastes tea hears of the harvest.",
         "variables":[{"id":"v-count","name":"Count","typeName":"Int32","isArray":false,"value":"0"}],
         "inputs":[{"name":"Campaign","displayName":"Campaign","type":"String","description":"Stands in every link of this run."},{"name":"Most","displayName":"At most","type":"Int32"}],
         "outputs":[{"name":"Mailed","type":"Int32"}],
         "customProperties":{"input.default.Campaign":"spring"},
         "root":{"id":"Flowchart1","type":"Elsa.Flowchart","version":1,"activities":[
          {"id":"when","type":"Elsa.Cron","version":1,"cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"0 0 9 ? * MON"}},"customProperties":{"canStartWorkflow":true,"timeZone":"UTC"},"metadata":{"designer":{"position":{"x":0,"y":0}}}},
          {"id":"greet","type":"Marketing.AddTag","version":1,"tag":{"typeName":"String","expression":{"type":"Literal","value":"tea club"}},"metadata":{"displayText":"Join the tea club","designer":{"position":{"x":336,"y":0}}}},
          {"id":"wait","type":"Marketing.Wait","version":1,"duration":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"2.00:00:00"}},"metadata":{"designer":{"position":{"x":672,"y":0}}}},
          {"id":"offer","type":"Marketing.AddTag","version":1,"tag":{"typeName":"String","expression":{"type":"Literal","value":"spring harvest"}},"metadata":{"displayText":"Spring harvest","designer":{"position":{"x":1008,"y":0}}}}],
          "connections":[{"source":{"activity":"when","port":"Done"},"target":{"activity":"greet","port":"In"}},{"source":{"activity":"greet","port":"Done"},"target":{"activity":"wait","port":"In"}},{"source":{"activity":"wait","port":"Done"},"target":{"activity":"offer","port":"In"}}]}}
        """;

    private static readonly (int Width, bool Dark, string Language)[] Dresses = [(1440, false, "en"), (1280, true, "en"), (1280, false, "zh-CN"), (1440, true, "zh-CN")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flow_goes_through_its_versions_and_those_who_wait_go_along()
    {
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=120");
        using var http = server.Client();
        using var imported = await http.PostAsync("/api/workflows/import", new StringContent(Flow, null, "application/json"), Token);
        Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync(Token));
        await using (var visitor = await chromium.VisitAsync(server.Address))
        {
            var designer = new DesignerScreen(visitor);
            await visitor.SetUpAsync(server);
            await OpenAsync(visitor, designer);
            await PublishAsync(visitor);
            var people = await RunAsync(visitor);
            await SecondVersionAsync(visitor, designer);
            await CompareAsync(visitor, designer);
            await MoveAsync(visitor, people);
            await RollBackAsync(visitor, designer);
            visitor.HasNoComplaints();
        }
        foreach (var dress in Dresses)
        {
            await using var visitor = await chromium.VisitAsync(server.Address, dress.Width, dress.Width * 5 / 8, dress.Dark, dress.Language);
            await visitor.SignInAsync();
            await LookAsync(visitor, $"{dress.Width}-{(dress.Dark ? "dark" : "light")}-{dress.Language}");
            await SaveAtOnceAsync(visitor, http, $"{dress.Width}-{(dress.Dark ? "dark" : "light")}-{dress.Language}");
            visitor.HasNoComplaints();
        }
    }

    private static async Task OpenAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.Page.GotoAsync("flows/tea-club");
        await designer.OpenedAsync();
    }

    private static async Task PublishAsync(Visitor visitor)
    {
        await visitor.ClickAsync("publish");
        await Expect(visitor.At("flow-status")).ToHaveTextAsync(Published());
    }

    /// <summary>The dialog asks for the inputs, with their defaults; the run shows what it was given.</summary>
    /// <returns>How many wait, as the dialog said.</returns>
    private static async Task<string> RunAsync(Visitor visitor)
    {
        await visitor.ClickAsync("run-button");
        await Expect(visitor.At("input-Campaign")).ToHaveValueAsync("spring");
        await visitor.At("input-Most").FillAsync("250");
        var people = await visitor.At("run-people").InnerTextAsync();
        await visitor.ClickAsync("run-confirm");
        await Expect(visitor.At("figure-wait-waiting")).ToContainTextAsync(people);
        await visitor.ClickAsync("run-open");
        await Expect(visitor.At("values-inputs")).ToContainTextAsync("250");
        await Expect(visitor.At("values-inputs")).ToContainTextAsync("spring");
        await Expect(visitor.At("values-variables")).ToContainTextAsync("Count");
        await visitor.ClickAsync("on-canvas");
        return people;
    }

    private static async Task SecondVersionAsync(Visitor visitor, DesignerScreen designer)
    {
        await designer.OpenedAsync();
        await designer.SelectAsync("offer");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.At("node-offer").ClickAsync(new() { Position = new() { X = 60, Y = 18 } });
        await visitor.Page.Keyboard.PressAsync("Delete");
        await designer.SelectAsync("wait");
        await visitor.At("input-duration-hours").FillAsync("6");
        await visitor.At("input-duration-hours").PressAsync("Tab");
        var summer = await designer.ClickInPaletteAsync("Marketing.AddTag");
        await designer.SelectAsync(summer);
        await visitor.At("step-title").FillAsync("Summer harvest");
        await designer.FillAsync("tag", "summer harvest");
        await visitor.At("input-tag").PressAsync("Tab");
        await designer.SavedAsync();
        await PublishAsync(visitor);
    }

    private static async Task CompareAsync(Visitor visitor, DesignerScreen designer)
    {
        await visitor.ClickAsync("show-history");
        await visitor.At("note-1").FillAsync("The spring harvest");
        await visitor.At("note-1").PressAsync("Enter");
        await visitor.ClickAsync("compare-1");
        await Expect(visitor.At("changes-added")).ToContainTextAsync("1");
        await Expect(visitor.At("changes-removed")).ToContainTextAsync("1");
        await Expect(visitor.At("changes-changed")).ToContainTextAsync("1");
        await Expect(visitor.At("changes-unchanged")).ToContainTextAsync("2");
        await Expect(visitor.At("node-offer")).ToHaveClassAsync(Removed());
        await Expect(visitor.At("change-wait")).ToContainTextAsync("2 days 6 hours");
        await visitor.At("change-offer").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(visitor.At("node-offer")).ToHaveClassAsync(Selected());
        await visitor.Page.GoBackAsync();
        await designer.OpenedAsync();
    }

    private static async Task MoveAsync(Visitor visitor, string people)
    {
        await visitor.ClickAsync("show-history");
        await Expect(visitor.At("waiting-card")).ToContainTextAsync(people);
        await Expect(visitor.At("note-1")).ToHaveValueAsync("The spring harvest");
        await visitor.ScreenshotAsync("versions-waiting");
        await visitor.ClickAsync("move");
        await visitor.ClickAsync("confirm-yes");
        await Expect(visitor.At("waiting-card")).ToHaveCountAsync(0);
        await visitor.ClickAsync("nav-runs");
        await Expect(visitor.At("run-row")).ToHaveCountAsync(2);
    }

    private static async Task RollBackAsync(Visitor visitor, DesignerScreen designer)
    {
        await OpenAsync(visitor, designer);
        await visitor.ClickAsync("show-history");
        await visitor.ClickAsync("rollback-1");
        await visitor.ClickAsync("confirm-yes");
        await Expect(visitor.At("version-3")).ToBeVisibleAsync();
        await Expect(visitor.At("node-offer")).ToBeVisibleAsync();
        await Expect(visitor.At("undo")).ToBeEnabledAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.At("history")).ToHaveCountAsync(0);
    }

    private static async Task LookAsync(Visitor visitor, string dress)
    {
        await OpenAsync(visitor, new DesignerScreen(visitor));
        await visitor.ClickAsync("flow-settings");
        await visitor.At("inputs").ScrollIntoViewIfNeededAsync();
        await visitor.ScreenshotAsync($"versions-values-{dress}");
        await visitor.ClickAsync("flow-settings");
        await visitor.ClickAsync("show-history");
        await visitor.At("version-1").WaitForAsync();
        await visitor.ScreenshotAsync($"versions-history-{dress}");
        await visitor.Page.GotoAsync("flows/tea-club/versions/2?against=1");
        await visitor.At("change-wait").GetByRole(AriaRole.Button).ClickAsync();
        await visitor.ScreenshotAsync($"versions-compare-{dress}");
        await visitor.Page.GotoAsync("flows/tea-club/versions/1");
        await visitor.At("node-offer").WaitForAsync();
        await visitor.ScreenshotAsync($"versions-open-{dress}");
        await OpenAsync(visitor, new DesignerScreen(visitor));
        await visitor.ClickAsync("run-button");
        await visitor.At("run-people").WaitForAsync();
        await visitor.ScreenshotAsync($"versions-run-{dress}");
        await visitor.ClickAsync("run-dismiss");
        await visitor.Page.GotoAsync("runs");
        await visitor.At("run-row").Last.GetByRole(AriaRole.Link).First.ClickAsync();
        await visitor.At("run-values").ScrollIntoViewIfNeededAsync();
        await visitor.ScreenshotAsync($"versions-run-values-{dress}");
    }

    /// <summary>Somebody else saves while this page is open: both versions stay, and the author decides.</summary>
    private static async Task SaveAtOnceAsync(Visitor visitor, HttpClient http, string dress)
    {
        var designer = new DesignerScreen(visitor);
        await OpenAsync(visitor, designer);
        var stored = (await http.GetFromJsonAsync<FlowDocument>("/api/workflows/tea-club", ContractJson.Options, Token))!;
        var theirs = ElsaJson.WriteElement(ElsaJson.Read(stored.Definition) with { Description = $"By somebody else, {dress}" });
        using (var save = new HttpRequestMessage(HttpMethod.Put, "/api/workflows/tea-club") { Content = JsonContent.Create(new SaveFlowRequest(theirs), options: ContractJson.Options) })
        {
            save.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{stored.Summary.Revision}\""));
            using var saved = await http.SendAsync(save, Token);
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Token));
        }
        await designer.SelectAsync("greet");
        await visitor.At("step-title").FillAsync($"Mine {dress}");
        await visitor.At("step-title").PressAsync("Tab");
        await visitor.At("conflict-counts").WaitForAsync();
        await visitor.ScreenshotAsync($"versions-conflict-{dress}");
        await visitor.ClickAsync("conflict-compare");
        await visitor.At("compare-dialog").GetByTestId("change-greet").WaitForAsync();
        await visitor.ScreenshotAsync($"versions-conflict-compare-{dress}");
        await visitor.ClickAsync("compare-close");
        await visitor.ClickAsync("conflict-mine");
        await designer.SavedAsync();
        var versions = (await http.GetFromJsonAsync<List<FlowVersion>>("/api/workflows/tea-club/versions", ContractJson.Options, Token))!;
        var kept = (await http.GetFromJsonAsync<FlowVersionDocument>($"/api/workflows/tea-club/versions/{versions[1].Version}", ContractJson.Options, Token))!;
        Assert.Equal($"By somebody else, {dress}", ElsaJson.Read(kept.Definition).Description);
        Assert.Contains($"Mine {dress}", (await http.GetFromJsonAsync<FlowDocument>("/api/workflows/tea-club", ContractJson.Options, Token))!.Definition.GetRawText(), StringComparison.Ordinal);
    }

    [GeneratedRegex("^Published · v")]
    private static partial Regex Published();

    [GeneratedRegex("mark-removed")]
    private static partial Regex Removed();

    [GeneratedRegex("is-selected")]
    private static partial Regex Selected();
}
