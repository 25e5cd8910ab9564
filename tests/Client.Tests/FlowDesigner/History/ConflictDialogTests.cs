using System.Net;
using Bunit;
using Client.Tests.FlowDesigner;
using Designer.Client.FlowDesigner.Editing;
using Designer.Client.FlowDesigner.History;
using Designer.Client.Flows;
using Designer.Contracts.Flows;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Workflows.Elsa;
using Xunit;

namespace Client.Tests.FlowDesigner.History;

public sealed class ConflictDialogTests : ClientContext
{
    private const string Flow = "api/workflows/win-back";

    [Fact]
    public async Task Says_who_saved_and_keeps_mine_when_told_to()
    {
        var session = await ConflictAsync();
        Assert.Contains("Bo saved it", Dialogs.Find("[data-testid=conflict-dialog]").TextContent);
        Assert.Equal(["0 added", "1 removed", "0 changed"], Dialogs.FindAll("[data-testid=conflict-counts] li").Select(l => l.TextContent));
        Server.Answer($"PUT {Flow}", new SaveFlowResponse(Summary(3), []));
        Dialogs.Find("[data-testid=conflict-mine]").Click();
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[data-testid=conflict-dialog]")));
        Assert.Equal(SaveState.Saved, session.Saver.State);
        Assert.Contains("\"keepLatest\":true", Server.Asked.Last(a => a.Route == $"PUT {Flow}").Body);
    }

    [Fact]
    public async Task Takes_theirs_when_told_to_and_closing_it_decides_nothing()
    {
        var session = await ConflictAsync();
        Assert.Equal(SaveState.Conflict, session.Saver.State);
        Dialogs.Find("[data-testid=conflict-theirs]").Click();
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll("[data-testid=conflict-dialog]")));
        Assert.Equal((SaveState.Saved, 3), (session.Saver.State, session.Definition.Root.Container!.Activities.Length));
        Assert.NotNull(session.UndoName);
    }

    private async Task<FlowSession> ConflictAsync()
    {
        Server.Answer("GET api/activities", Flows.Descriptors).Answer($"GET {Flow}", Document("Win back", 1)).Answer($"POST {Flow}/validate", Array.Empty<object>())
            .Answer($"GET {Flow}/versions", new[] { new FlowVersion(1, false, true, DateTimeOffset.UnixEpoch, "Bo") });
        var session = await FlowSession.OpenAsync(Services.GetRequiredService<FlowsClient>(), TimeProvider.System, "win-back");
        Server.Refuse($"PUT {Flow}", HttpStatusCode.PreconditionFailed, "No.").Answer($"GET {Flow}", Document("Theirs", 2));
        session.Apply("delete", d => FlowEdits.Remove(d, new HashSet<string> { "mail" }, new HashSet<string>()));
        await session.Saver.FlushAsync();
        RenderPage<MudThemeProvider>();
        await Dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<ConflictDialog>(null, new DialogParameters<ConflictDialog> { { d => d.Session, session } }));
        Dialogs.WaitForElement("[data-testid=conflict-counts]");
        return session;
    }

    private static FlowDocument Document(string name, long revision) => new(Summary(revision), ElsaJson.WriteElement(Flows.WinBack with { Name = name }), []);

    private static FlowSummary Summary(long revision) => new("win-back", "Win back", null, 1, false, null, false, DateTimeOffset.UnixEpoch, revision);
}
