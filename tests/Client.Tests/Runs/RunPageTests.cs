using System.Text.Json;
using Bunit;
using Designer.Client.Runs;
using Designer.Contracts.Runs;
using Workflows.Running;
using Xunit;

namespace Client.Tests.Runs;

public sealed class RunPageTests : ClientContext
{
    private static readonly RunDetail Detail = new("r1", "win-back", "Win back", 3, RunMode.Live, RunStatus.Running, RunSubStatus.Executing, false, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), null,
        [new ActivityCounts("mail", "Marketing.SendEmail", "mail", 2, 0, 1, 0, new Dictionary<string, long> { ["Held"] = 1 }, 0, 0)]) { IsAudience = true };

    private static readonly RunDetail Ordinary = Detail with
    {
        Status = RunStatus.Finished, SubStatus = RunSubStatus.Faulted, FinishedAt = Detail.StartedAt, IsAudience = false, StartedBy = "run:r0", CanRetry = true, Fault = "'mail' failed: No answer",
        Activities = [Detail.Activities[0] with { InWork = 0, Faulted = 1 }],
        Token = new RunToken("Order of Ada", "order-17", [new RunIncident("mail", "Marketing.SendEmail", "No answer", "The host is down")], [new RunWait("mail", WaitKind.Event, "order.paid", null)]),
    };

    private IRenderedComponent<RunPage> Open(RunDetail? run = null)
    {
        Server.Answer("GET api/runs/r1", run ?? Detail)
            .Answer("GET api/runs/r1/definition", new RunDefinition(JsonSerializer.Deserialize<JsonElement>("""{"definitionId":"win-back","name":"Win back","version":3,"root":{"id":"Flowchart1","type":"Elsa.Flowchart","version":1,"activities":[{"id":"mail","type":"Marketing.SendEmail","version":1,"metadata":{"displayText":"Send the offer"}}],"connections":[]}}""")))
            .Answer("GET api/activities", Array.Empty<object>())
            .Answer("GET api/runs/r1/values", new RunValues([new RunValue("Campaign", "String", null, JsonSerializer.SerializeToElement("spring"))], [], [new RunValue("Mailed", "Int32", null, null)]))
            .Answer("GET api/runs/r1/journal", new[] { new JournalEntry(1, Detail.StartedAt, "Started", "mail", "Marketing.SendEmail", "2 contacts arrived.") })
            .Answer("GET api/runs/r1/contacts", new RunContactList([new RunContact(7, "<b>Ada</b>", "ada@example.com", "mail", 1, "left", "Held", "no_consent", null, Detail.StartedAt)], 1));
        return RenderPage<RunPage>(page => page.Add(p => p.Id, "r1"));
    }

    [Fact]
    public void Calls_the_steps_as_the_canvas_does()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("Send the offer", page.Find("[data-testid=step-mail]").TextContent));
        Assert.Contains("Send the offer", page.Find("[data-testid=run-journal]").TextContent);
    }

    [Fact]
    public void Says_in_words_why_somebody_was_held_and_shows_a_name_as_text()
    {
        var page = Open();
        var person = page.WaitForElement("[data-testid=run-person]");
        Assert.Contains("has not agreed to this channel", person.TextContent);
        Assert.Contains("<b>Ada</b>", person.TextContent);
    }

    [Fact]
    public void Shows_what_the_run_was_given_and_what_it_gave_out()
    {
        var page = Open();
        Assert.Contains("spring", page.WaitForElement("[data-testid=values-inputs]").TextContent);
        Assert.Contains("nothing yet", page.Find("[data-testid=values-outputs]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=values-variables]"));
    }

    [Fact]
    public void Cancels_only_after_a_yes()
    {
        var page = Open();
        Server.Answer("POST api/runs/r1/cancel", Detail);
        page.WaitForElement("[data-testid=cancel]").Click();
        Assert.DoesNotContain(Server.Asked, asked => asked.Route == "POST api/runs/r1/cancel");
        Dialogs.WaitForElement("[data-testid=confirm-yes]").Click();
        page.WaitForAssertion(() => Assert.Contains(Server.Asked, asked => asked.Route == "POST api/runs/r1/cancel"));
    }

    [Fact]
    public void An_ordinary_run_shows_its_name_what_failed_and_what_it_waits_for_and_nobody()
    {
        var page = Open(Ordinary);
        var card = page.WaitForElement("[data-testid=run-token]").TextContent;
        Assert.All((string[])["Order of Ada", "order-17", "Send the offer", "No answer", "The host is down", "order.paid"], text => Assert.Contains(text, card));
        Assert.Equal("runs/r0", page.Find("[data-testid=token-parent]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=run-people]"));
        Assert.Contains("Send the offer", page.Find("[data-testid=run-executions]").TextContent);
        Assert.DoesNotContain("2 contacts arrived.", page.Find("[data-testid=run-journal]").TextContent);
        page.Find("[data-testid=every-line]").Click();
        page.WaitForAssertion(() => Assert.Contains("2 contacts arrived.", page.Find("[data-testid=run-journal]").TextContent));
    }

    [Fact]
    public void What_failed_is_tried_again_step_by_step_or_all_at_once()
    {
        var page = Open(Ordinary);
        Server.Answer("POST api/runs/r1/retry", Detail);
        page.WaitForElement("[data-testid=incidents] button").Click();
        page.WaitForAssertion(() => Assert.Equal("?activity=mail", Server.Asked.Last(a => a.Route == "POST api/runs/r1/retry").Request.RequestUri!.Query));
        page.Find("[data-testid=retry]").Click();
        page.WaitForAssertion(() => Assert.Equal("", Server.Asked.Last(a => a.Route == "POST api/runs/r1/retry").Request.RequestUri!.Query));
    }

    [Fact]
    public void Nothing_offers_to_try_again_where_nothing_can_be()
    {
        var page = Open(Ordinary with { CanRetry = false });
        page.WaitForElement("[data-testid=incidents]");
        Assert.Empty(page.FindAll("[data-testid=incidents] button, [data-testid=retry], [data-testid=retry-mail]"));
    }
}
