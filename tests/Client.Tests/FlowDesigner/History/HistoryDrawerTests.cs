using System.Net;
using Bunit;
using Client.Tests.FlowDesigner;
using Designer.Client.FlowDesigner.Editing;
using Designer.Client.FlowDesigner.History;
using Designer.Client.Flows;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Client.Tests.FlowDesigner.History;

public sealed class HistoryDrawerTests : ClientContext
{
    private const string Flow = "api/workflows/win-back";
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly WaitingRun Waiting = new("r1", 1, RunMode.Live, Monday, 12, 9,
        [new WaitingStepCount("wait", "Wait", 9, null), new WaitingStepCount("gone", "Wait for spring", 3, MoveObstacle.Gone)], ["Add tag"]);

    [Fact]
    public async Task Every_version_says_when_by_whom_and_what_it_is()
    {
        var drawer = await OpenAsync();
        var newest = drawer.WaitForElement("[data-testid=version-3]").TextContent;
        Assert.Contains("Current", newest);
        Assert.Contains("began as version 1", newest);
        var published = drawer.Find("[data-testid=version-2]").TextContent;
        Assert.Contains("Published", published);
        Assert.Contains("by Bo", published);
        Assert.Equal("flows/win-back/versions/3?against=1", drawer.Find("[data-testid=compare-1]").GetAttribute("href"));
        Assert.Equal("flows/win-back/versions/3?against=2", drawer.Find("[data-testid=compare-3]").GetAttribute("href"));
        Assert.Equal("flows/win-back/versions/2", drawer.Find("[data-testid=open-2]").GetAttribute("href"));
        Assert.Empty(drawer.FindAll("[data-testid=rollback-3]"));
    }

    [Fact]
    public async Task A_note_is_saved_when_it_is_left()
    {
        var drawer = await OpenAsync();
        Server.Answer($"PUT {Flow}/versions/1/note", new FlowVersion(1, false, false, Monday, "Ada") { Note = "Before the sale" });
        drawer.WaitForElement("[data-testid=note-1]").Change("Before the sale");
        drawer.WaitForAssertion(() => Assert.Equal("Before the sale", drawer.Find("[data-testid=note-1]").GetAttribute("value")));
        Assert.Contains("Before the sale", Server.Asked.Last().Body);
    }

    [Fact]
    public async Task Rolls_back_only_after_a_yes()
    {
        var drawer = await OpenAsync();
        Server.Answer($"POST {Flow}/rollback", new SaveFlowResponse(Summary, []));
        drawer.WaitForElement("[data-testid=rollback-1]").Click();
        Assert.DoesNotContain(Server.Asked, a => a.Route == $"POST {Flow}/rollback");
        Dialogs.WaitForElement("[data-testid=confirm-yes]").Click();
        drawer.WaitForAssertion(() => Assert.Contains("\"version\":1", Server.Asked.Single(a => a.Route == $"POST {Flow}/rollback").Body));
    }

    [Fact]
    public async Task Who_waits_on_another_version_is_offered_to_move_with_what_that_means()
    {
        Server.Answer($"GET {Flow}/waiting", new WaitingPeople(2, [Waiting]));
        var drawer = await OpenAsync();
        var card = drawer.WaitForElement("[data-testid=waiting-card]");
        Assert.Contains("12 people wait", card.TextContent);
        Assert.Contains("step is gone", card.TextContent);
        Server.Answer("POST api/runs/r1/move", new MovedPeople(9, null));
        drawer.Find("[data-testid=move]").Click();
        var question = Dialogs.WaitForElement("[data-testid=confirm-yes]").Closest(".mud-dialog")!.TextContent;
        Assert.Contains("3 stay", question);
        Assert.Contains("Add tag", question);
        Server.Answer($"GET {Flow}/waiting", new WaitingPeople(2, []));
        Dialogs.Find("[data-testid=confirm-yes]").Click();
        drawer.WaitForAssertion(() => Assert.Empty(drawer.FindAll("[data-testid=waiting-card]")));
        Assert.Contains("\"version\":2", Server.Asked.Single(a => a.Route == "POST api/runs/r1/move").Body);
    }

    [Fact]
    public async Task A_latest_version_with_errors_offers_nobody()
    {
        Server.Answer($"GET {Flow}/waiting", """{"detail":"It has errors.","code":"flow-has-errors","problems":[{"severity":"Error","code":"x","message":"No."}]}""", HttpStatusCode.UnprocessableEntity, "application/problem+json");
        var drawer = await OpenAsync();
        drawer.WaitForElement("[data-testid=version-3]");
        Assert.Empty(drawer.FindAll("[data-testid=waiting-card]"));
        Assert.DoesNotContain("errors", Snackbars.Markup);
    }

    private static FlowSummary Summary => new("win-back", "Win back", null, 3, true, 2, true, Monday, 7);

    private async Task<IRenderedComponent<HistoryDrawer>> OpenAsync()
    {
        Server.Answer("GET api/activities", Array.Empty<object>()).Answer($"GET {Flow}", new FlowDocument(Summary, ElsaJson.WriteElement(Flows.WinBack), []))
            .Answer($"GET {Flow}/versions", new[]
            {
                new FlowVersion(3, false, true, Monday, "Ada") { RestoredFrom = 1 }, new FlowVersion(2, true, false, Monday, "Bo") { PublishedAt = Monday, PublishedBy = "Bo" }, new FlowVersion(1, false, false, Monday, "Ada"),
            });
        if (!Server.Knows($"GET {Flow}/waiting"))
            Server.Answer($"GET {Flow}/waiting", new WaitingPeople(2, []));
        var session = await FlowSession.OpenAsync(Services.GetRequiredService<FlowsClient>(), TimeProvider.System, "win-back");
        return RenderPage<HistoryDrawer>(p => p.Add(d => d.Session, session));
    }
}
