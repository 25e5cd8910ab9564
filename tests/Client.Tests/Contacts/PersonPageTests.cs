using System.Text.Json;
using Bunit;
using Designer.Client.Contacts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Messages;
using Designer.Contracts.Models;
using Xunit;

namespace Client.Tests.Contacts;

public sealed class PersonPageTests : ClientContext
{
    private const string Nasty = "<script>alert(1)</script>";
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly ContactRow Row = new(7, null, "mallory@example.com", Nasty, null, "en", "Europe/Berlin", true, false, [Nasty], At);

    private static Dictionary<string, JsonElement> Held => new() { ["state"] = JsonSerializer.SerializeToElement("held"), ["code"] = JsonSerializer.SerializeToElement("no_consent") };

    private IRenderedComponent<PersonPage> Open()
    {
        var attributes = new Dictionary<string, JsonElement> { [Nasty] = JsonSerializer.SerializeToElement(Nasty) };
        Server.Answer("GET api/contacts/7", new ContactProfile(Row, null, attributes, [new TimelineEntry(At, "event", Nasty, null, null, attributes), new TimelineEntry(At, "message", "Come back", "r1", "m1", Held)]))
            .Answer("GET api/messages", new MessagePage([], 0))
            .Answer("GET api/contacts/7/churn", new ChurnAnswer(7, 0.81, "High", At, [new ChurnReasonRow("days_since_order", 61, 1.2), new ChurnReasonRow("visits_30d", 4, -0.4)]));
        return RenderPage<PersonPage>(page => page.Add(p => p.Id, 7));
    }

    [Fact]
    public void A_name_that_is_a_script_is_text_everywhere()
    {
        var page = Open();
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(Nasty, page.Find("h1").TextContent);
        Assert.Contains(Nasty, page.Find("[data-testid=timeline]").TextContent);
        Assert.Contains(Nasty, page.Find("[data-testid=profile]").TextContent);
    }

    [Fact]
    public void Shows_the_score_with_its_reasons_in_words()
    {
        var page = Open();
        var reasons = page.FindAll("[data-testid=churn-reason]");
        Assert.Equal(2, reasons.Count);
        Assert.Contains("Days since the last order", reasons[0].TextContent);
        Assert.Contains("raises the risk", reasons[0].TextContent);
        Assert.Contains("lowers the risk", reasons[1].TextContent);
    }

    [Fact]
    public void A_message_on_the_timeline_says_what_became_of_it() => Assert.Contains("Held · has not agreed to this channel", Open().Find("[data-testid=timeline]").TextContent);

    [Fact]
    public void Erases_only_after_a_yes()
    {
        var page = Open();
        Server.Answer("DELETE api/contacts/7", "");
        page.Find("[data-testid=erase]").Click();
        Assert.DoesNotContain(Server.Asked, asked => asked.Route == "DELETE api/contacts/7");
        Dialogs.WaitForElement("[data-testid=confirm-yes]").Click();
        page.WaitForAssertion(() => Assert.Contains(Server.Asked, asked => asked.Route == "DELETE api/contacts/7"));
    }
}
