using Bunit;
using Designer.Client.Messages;
using Designer.Contracts.Messages;
using Xunit;

namespace Client.Tests.Messages;

public sealed class OutboxMessagePageTests : ClientContext
{
    private static readonly MessageRow Row = new("m1", "r1", "mail", 7, "ada@example.com", "Come back", "held", "no_consent", true, new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), false);

    private IRenderedComponent<OutboxMessagePage> Open()
    {
        Server.Answer("GET api/messages/m1", new MessageDetail(Row, "Shop <shop@example.com>", [new HeaderRow("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")], "<p>Hello</p><script>parent.alert(1)</script>", "Hello as text", null));
        return RenderPage<OutboxMessagePage>(page => page.Add(p => p.Id, "m1"));
    }

    [Fact]
    public void The_HTML_part_stands_in_a_frame_that_may_do_nothing()
    {
        var page = Open();
        var frame = page.Find("iframe");
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Contains("<p>Hello</p>", frame.GetAttribute("srcdoc"));
        Assert.Null(frame.GetAttribute("src"));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void Shows_the_text_part_the_headers_and_the_reason_in_words()
    {
        var page = Open();
        page.Find("[data-testid=tab-Text]").Click();
        Assert.Equal("Hello as text", page.Find("[data-testid=message-text]").TextContent);
        Assert.Contains("List-Unsubscribe=One-Click", page.Find("[data-testid=message-headers]").TextContent);
        Assert.Equal("has not agreed to this channel", page.Find("[data-testid=message-reason]").TextContent);
    }

    [Fact]
    public void Offers_the_message_as_a_file() => Assert.Equal("api/messages/m1/eml", Open().Find("a[download]").GetAttribute("href"));
}
