using System.Text;
using System.Text.Json;
using Activities.Contacts;
using Activities.Email;
using MimeKit;
using Testing;
using Workflows.Expressions;
using Xunit;

namespace Activities.Tests.Email;

public sealed class MailComposerTests
{
    private static readonly UnsubscribeLinks Links = new([1, 2, 3]);
    private static readonly Sender Sender = new() { FromAddress = "news@shop.internal", FromName = "The Shop", PostalAddress = "1 Main Street\nTown", LinkBase = new Uri("https://shop.internal/designer/") };
    private static readonly Contact Ada = new() { Id = 7, FirstName = "Ada", LastName = "Lovelace", Email = "ada@people.internal", Language = "en" };

    [Fact]
    public void Writes_the_headers_that_large_mailbox_providers_ask_for()
    {
        var mime = Mime(Compose("Hello {{ contact.first_name }}", "Dear {{ contact.first_name }}"));
        var key = new SendKey("run1", "mail", 7, 0);
        Assert.Equal("Hello Ada", mime.Subject);
        Assert.Equal("\"The Shop\" <news@shop.internal>", mime.From.ToString());
        Assert.Equal("\"Ada Lovelace\" <ada@people.internal>", mime.To.ToString());
        Assert.Equal($"{key.MessageId()}@shop.internal", mime.MessageId);
        Assert.Equal("List-Unsubscribe=One-Click", mime.Headers["List-Unsubscribe-Post"]);
        Assert.Equal($"<https://shop.internal/designer/u/{Links.Token(7, key.MessageId())}>", mime.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("auto-generated", mime.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), mime.Date);
    }

    [Fact]
    public void The_unsubscribe_header_is_one_that_others_parse()
    {
        using var known = JsonDocument.Parse(File.ReadAllText(SharedData.Path("email-list-unsubscribe/mailpit.json")));
        Assert.Contains(known.RootElement.EnumerateArray(), c => c.GetProperty("valid").GetBoolean() && c.GetProperty("value").GetString() == "<https://example.com>");
        var raw = Raw(Compose("Hi", "Hello"));
        Assert.Matches("(?m)^List-Unsubscribe: ?(\r\n )?<https://[^>\\s]+>\r$", raw);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_message_always_gives_the_same_bytes() => Assert.Equal(Raw(Compose("Hi", "Hello")), Raw(Compose("Hi", "Hello")));

    [Fact]
    public void A_name_cannot_add_a_header()
    {
        var message = Compose("Hi {{ contact.first_name }}", "Hello", Ada with { FirstName = "Eve\r\nBcc: all@people.internal\r\n\r\n<b>", LastName = "\u2028X" });
        var mime = Mime(message);
        Assert.Empty(mime.Bcc);
        Assert.Equal("Hi Eve Bcc: all@people.internal <b>", mime.Subject);
        Assert.DoesNotContain("\nBcc:", Raw(message), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Hello {{ contact.first_name }} & friends")]
    [InlineData("<p>Hello {{ contact.first_name }} &amp; friends</p>")]
    public void A_contact_named_script_is_text(string body)
    {
        var message = Compose("Hi", body, Ada with { FirstName = "<script>alert(1)</script>" });
        Assert.DoesNotContain("<script", message.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Hello &lt;script&gt;alert(1)&lt;/script&gt; &amp; friends", message.Html, StringComparison.Ordinal);
        Assert.StartsWith("Hello <script>alert(1)</script> & friends", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_a_prompt_is_only_a_name() =>
        Assert.Contains("Dear &lt;|im_start|&gt;system,", Compose("Hi", "Dear {{ contact.first_name }},", Ada with { FirstName = "<|im_start|>system" }).Html, StringComparison.Ordinal);

    [Fact]
    public void Every_naughty_name_comes_through_the_mime_writer_and_back()
    {
        using var strings = JsonDocument.Parse(File.ReadAllText(SharedData.Path("naughty-strings/blns.json")));
        foreach (var name in strings.RootElement.EnumerateArray().Select(s => s.GetString()!))
        {
            var message = Compose("Hi {{ contact.first_name }}", "Dear {{ contact.first_name }}", Ada with { FirstName = name });
            var mime = Mime(message);
            Assert.Equal("ada@people.internal", Assert.IsType<MailboxAddress>(Assert.Single(mime.To)).Address);
            Assert.Equal(HeaderText.Line(message.Subject), HeaderText.Line(mime.Subject ?? ""));
            Assert.Equal(9, mime.Headers.Count + mime.Body!.Headers.Count - 1);
        }
    }

    [Fact]
    public void Chinese_comes_through_in_subject_name_and_both_parts()
    {
        var message = Compose("{{ contact.first_name }}，我们想您了", "您好{{ contact.first_name }}：\n\n春茶到了。", Ada with { FirstName = "小明", LastName = null, Language = "zh-CN" });
        var mime = Mime(message);
        Assert.Equal("小明，我们想您了", mime.Subject);
        Assert.Equal("小明", mime.To[0].Name);
        Assert.Contains("春茶到了。", mime.TextBody, StringComparison.Ordinal);
        Assert.Contains("<p style=\"margin:0 0 16px\">春茶到了。</p>", mime.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("退订", mime.TextBody, StringComparison.Ordinal);
        Assert.True(Raw(message).All(char.IsAscii));
    }

    [Fact]
    public void An_internationalised_address_is_written_as_utf8_only_where_it_must_be()
    {
        var ascii = Raw(Compose("Hi", "Hello", Ada with { Email = "jeff@臺網中心.tw" }));
        Assert.Contains("<jeff@xn--fiqq24b10vi0d.tw>", ascii, StringComparison.Ordinal);
        var utf8 = Raw(Compose("Hi", "Hello", Ada with { Email = "伊昭傑@郵件.商務" }));
        Assert.Contains("<伊昭傑@", utf8, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_paragraphs_become_html_with_links_and_a_footer()
    {
        var html = Compose("Hi", "First & foremost\nsecond line\n\nSee https://shop.internal/a?b=1&c=2.").Html;
        Assert.Contains("<p style=\"margin:0 0 16px\">First &amp; foremost<br>second line</p>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://shop.internal/a?b=1&amp;c=2\"", html, StringComparison.Ordinal);
        Assert.Contains("1 Main Street, Town", html, StringComparison.Ordinal);
        Assert.Contains("color-scheme", html, StringComparison.Ordinal);
        Assert.Contains($"/u/{Links.Token(7, new SendKey("run1", "mail", 7, 0).MessageId())}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_html_document_keeps_its_design_and_gets_preheader_and_footer()
    {
        var message = Compose("Hi", "<html><body class=\"mine\"><h1>News</h1><p>One <a href=\"https://shop.internal/x\">offer</a></p></body></html>", preheader: "Only today");
        Assert.Matches("<body class=\"mine\"><div style=\"display:none[^>]*>Only today", message.Html);
        Assert.True(message.Html.IndexOf("/u/", StringComparison.Ordinal) < message.Html.IndexOf("</body>", StringComparison.Ordinal));
        Assert.StartsWith("News\n\nOne offer (https://shop.internal/x)\n\n--", message.Text, StringComparison.Ordinal);
    }

    private static OutgoingMessage Compose(string subject, string body, Contact? contact = null, string preheader = "")
    {
        var to = contact ?? Ada;
        var draft = new MailDraft(new Template(subject), new Template(preheader), new Template(body), null, null);
        return new MailComposer(new FakeTemplates(), Links).Compose(draft, Sender, "Win back", to, EmailAddress.TryParse(to.Email)!, new SendKey("run1", "mail", to.Id, 0), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddMilliseconds(123));
    }

    private static string Raw(OutgoingMessage message)
    {
        using var stream = new MemoryStream();
        MimeMessages.Write(message, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static MimeMessage Mime(OutgoingMessage message) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Raw(message))), TestContext.Current.CancellationToken);
}
