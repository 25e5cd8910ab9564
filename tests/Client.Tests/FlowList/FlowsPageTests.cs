using Bunit;
using Designer.Client.Flows;
using Designer.Contracts.Flows;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Client.Tests.FlowList;

public sealed class FlowsPageTests : ClientContext
{
    private static readonly FlowSummary WinBack = new("win-back", "Win back", null, 3, true, 2, true, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), 5);

    [Fact]
    public void An_empty_list_says_what_to_do()
    {
        Server.Answer("GET api/workflows", Array.Empty<FlowSummary>());
        var page = RenderPage<FlowsPage>();
        Assert.Equal("gallery", page.Find("[data-testid=no-flows] a").GetAttribute("href"));
    }

    [Fact]
    public void A_list_that_cannot_be_loaded_says_why_and_can_be_asked_for_again()
    {
        Server.Unreachable("GET api/workflows");
        var page = RenderPage<FlowsPage>();
        Assert.Contains("cannot be reached", page.Find("[data-testid=load-failed]").TextContent);
        Server.Answer("GET api/workflows", new[] { WinBack });
        page.Find("[data-testid=try-again]").Click();
        Assert.Equal("Win back", page.WaitForElement("[data-testid=open-flow]").TextContent);
    }

    [Fact]
    public void A_new_flow_opens_in_the_designer()
    {
        Server.Answer("GET api/workflows", Array.Empty<FlowSummary>()).Answer("POST api/workflows", new SaveFlowResponse(WinBack, []));
        RenderPage<FlowsPage>().Find("[data-testid=new-flow]").Click();
        Assert.EndsWith("/flows/win-back", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_request_is_one_snackbar_and_the_page_stays()
    {
        Server.Answer("GET api/workflows", new[] { WinBack }).Refuse("POST api/workflows", System.Net.HttpStatusCode.BadRequest, "A flow needs a root.");
        var page = RenderPage<FlowsPage>();
        page.Find("[data-testid=new-flow]").Click();
        Snackbars.WaitForAssertion(() => Assert.Contains("A flow needs a root.", Snackbars.Markup));
        Assert.Single(page.FindAll("[data-testid=flow-row]"));
    }

    [Fact]
    public void An_imported_file_is_sent_as_it_is()
    {
        Server.Answer("GET api/workflows", new[] { WinBack }).Answer("POST api/workflows/import", new SaveFlowResponse(WinBack, []));
        var page = RenderPage<FlowsPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("""{"name":"Win back","unknown":1}""", "win-back.json"));
        page.WaitForAssertion(() => Assert.Equal("""{"name":"Win back","unknown":1}""", Server.Asked.Single(asked => asked.Route == "POST api/workflows/import").Body));
    }
}
