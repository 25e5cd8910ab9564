using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Designer.Contracts.Security;
using Microsoft.Playwright;
using Testing;
using Workflows.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Elsa;

/// <summary>The real Elsa Studio 3.8.2 against our server: it opens a flow of ours, changes, publishes and runs it, shows what happened, and copes with a refusal.</summary>
public sealed class ElsaStudioTests(PublishedFolder folder, Chromium chromium)
{
    private const string Flow = "win-back";

    /// <summary>Material's icons are all that Studio's buttons have.</summary>
    private const string RunIcon = "M8 5v14l11-7z";
    private const string PublishIcon = "M19.35 10.04C18.67 6.59 15.64 4 12 4 9.11 4";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Elsa_Studio_opens_changes_publishes_and_runs_a_flow_of_ours()
    {
        await using var studio = await ElsaStudioHost.StartAsync(await NpmPackage.ElsaStudio.FolderAsync(Token), Token);
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:DemoContacts=200", $"--Designer:StudioOrigins:0={studio.Address.GetLeftPart(UriPartial.Authority)}");
        using var http = server.Client();
        await SetUpAsync(server, http);
        await using var visitor = await chromium.VisitAsync(studio.Address, 1500, 950);

        await visitor.Page.GotoAsync(studio.Room("elsa-workflow-definition-editor", "definition-id", Flow, server.Address));
        await visitor.Page.GetByText("Write the offer").First.ClickAsync();
        await visitor.ScreenshotAsync("elsa-studio-1-designer");
        await ChangeAsync(visitor, http);
        await Button(visitor, PublishIcon).ClickAsync();
        await Expect(visitor.Page.GetByText("Workflow published")).ToBeVisibleAsync();
        Assert.True((await DefinitionAsync(http)).GetProperty("isPublished").GetBoolean());

        await Button(visitor, RunIcon).ClickAsync();
        await Expect(visitor.Page.GetByText("Successfully started workflow")).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("elsa-studio-2-started");
        using var api = new ApiReader(server.Client());
        var run = await api.FinishedRunAsync(Flow);
        Assert.Equal((RunSubStatus.Finished, Visitor.Name), (run.SubStatus, run.StartedBy));
        Assert.True(run.Activities.Single(a => a.ActivityId == "mail").Entered > 0);

        await visitor.Page.GotoAsync(studio.Room("elsa-workflow-instance-viewer", "instance-id", run.Id, server.Address));
        await Expect(visitor.Page.GetByText("Send email - Completed")).ToBeVisibleAsync();
        // The flowchart's own execution and the counts on the steps come last.
        await Expect(visitor.Page.GetByText($"{run.Id}-ground").First).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText(run.Activities.Single(a => a.ActivityId == "risk").Entered.ToString(CultureInfo.InvariantCulture), new() { Exact = true }).First).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("elsa-studio-3-run");
        Unharmed(visitor);
    }

    [Fact]
    public async Task Elsa_Studio_shows_why_a_flow_with_errors_is_not_published()
    {
        await using var studio = await ElsaStudioHost.StartAsync(await NpmPackage.ElsaStudio.FolderAsync(Token), Token);
        await using var server = await ServerProcess.StartAsync(folder, null, "--Designer:Demo=false", $"--Designer:StudioOrigins:0={studio.Address.GetLeftPart(UriPartial.Authority)}");
        using var http = server.Client();
        await SetUpAsync(server, http, flow => flow["root"]!["activities"]![0]!["cronExpression"]!["expression"]!["value"] = "now-and-then");
        await using var visitor = await chromium.VisitAsync(studio.Address, 1500, 950);

        await visitor.Page.GotoAsync(studio.Room("elsa-workflow-definition-editor", "definition-id", Flow, server.Address));
        await visitor.Page.GetByText("Write the offer").First.WaitForAsync();
        await Button(visitor, PublishIcon).ClickAsync();
        await Expect(visitor.Page.GetByText("now-and-then").First).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("elsa-studio-4-refused");
        Assert.False((await DefinitionAsync(http)).GetProperty("isPublished").GetBoolean());
        Unharmed(visitor);
    }

    private static async Task SetUpAsync(ServerProcess server, HttpClient http, Action<JsonNode>? change = null)
    {
        using var owner = new HttpClient { BaseAddress = server.Address };
        (await owner.PostAsJsonAsync("/api/setup", new SetupRequest(server.Token!, Visitor.Name, Visitor.Password), Token)).EnsureSuccessStatusCode();
        var flow = JsonNode.Parse(await File.ReadAllTextAsync(SharedData.Repository($"workflows/{Flow}.json"), Token))!;
        change?.Invoke(flow);
        (await http.PostAsync("/elsa/api/workflow-definitions/import", new StringContent(flow.ToJsonString(), Encoding.UTF8, "application/json"), Token)).EnsureSuccessStatusCode();
    }

    /// <summary>Studio saves by itself; the new word stands in our store, and what Studio does not know of our flow is still there.</summary>
    private static async Task ChangeAsync(Visitor visitor, HttpClient http)
    {
        var before = await DefinitionAsync(http);
        var product = visitor.Page.Locator(".mud-input-control", new() { HasText = "Product" }).Locator("input").First;
        await product.FillAsync("Mocha");
        await product.PressAsync("Tab");
        JsonElement Step(JsonElement definition, string id) => definition.GetProperty("root").GetProperty("activities").EnumerateArray().Single(a => a.GetProperty("id").GetString() == id);
        string Product(JsonElement definition) => Step(definition, "copy").GetProperty("product").GetProperty("expression").GetProperty("value").GetString()!;
        var after = await DefinitionAsync(http);
        for (var i = 0; i < 200 && Product(after) != "Mocha"; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(150), Token);
            after = await DefinitionAsync(http);
        }
        Assert.Equal("Mocha", Product(after));
        Assert.Equal(Step(before, "when").GetProperty("customProperties").GetRawText(), Step(after, "when").GetProperty("customProperties").GetRawText());
        Assert.True(JsonElement.DeepEquals(Step(before, "mail").GetProperty("copy"), Step(after, "mail").GetProperty("copy")));
        Assert.Equal(before.GetProperty("root").GetProperty("connections").GetArrayLength(), after.GetProperty("root").GetProperty("connections").GetArrayLength());
    }

    private static async Task<JsonElement> DefinitionAsync(HttpClient http) => JsonElement.Parse(await http.GetStringAsync($"/elsa/api/workflow-definitions/by-definition-id/{Flow}?versionOptions=Latest", Token));

    private static ILocator Button(Visitor visitor, string icon) => visitor.Page.Locator($".mud-button-root:has(path[d^='{icon}'])").Last;

    /// <summary>Blazor tells the console of what no part of Studio caught.</summary>
    private static void Unharmed(Visitor visitor) => Assert.DoesNotContain(visitor.Complaints, c => c.Contains("Unhandled exception", StringComparison.Ordinal));
}
