using System.Text.Json;
using Activities.Email;
using Testing;
using Xunit;

namespace Activities.Tests.Email;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("Ada@Example.COM", "Ada@example.com")]
    [InlineData("  ada+news@people.internal ", "ada+news@people.internal")]
    [InlineData("jeff@臺網中心.tw", "jeff@xn--fiqq24b10vi0d.tw")]
    [InlineData("伊昭傑@郵件.商務", "伊昭傑@xn--5nqv22n.xn--lhr59c")]
    public void Reads_addresses_and_writes_domains_as_they_go_over_the_wire(string text, string expected) => Assert.Equal(expected, EmailAddress.TryParse(text)?.ToString());

    [Theory]
    [InlineData("ada@people.internal\r\nBcc: eve@people.internal")]
    [InlineData("ada@people")]
    [InlineData("ada@@people.internal")]
    [InlineData("ada bee@people.internal")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("<ada@people.internal>")]
    [InlineData("ada,bob@people.internal")]
    [InlineData("")]
    public void Refuses_what_a_server_would_not_deliver_to(string text) => Assert.Null(EmailAddress.TryParse(text));

    [Theory]
    [InlineData("a@example.com", true)]
    [InlineData("a@shop.example.de", true)]
    [InlineData("a@shop.test", true)]
    [InlineData("a@x.INVALID", true)]
    [InlineData("a@box.localhost", true)]
    [InlineData("a@notexample.com", false)]
    [InlineData("a@example-shop.com", false)]
    public void Knows_the_domains_that_never_leave(string text, bool reserved) => Assert.Equal(reserved, EmailAddress.TryParse(text)!.IsReserved);

    /// <summary>Legal and never typed on purpose: quoted local parts and display forms. Full-width "@" before the "@" looks like a disguise.</summary>
    [Theory]
    [InlineData("test_email_valid")]
    [InlineData("test_email_valid_intl_local_part")]
    public void Takes_what_other_validators_take(string set) =>
        Assert.DoesNotContain(Cases(set), a => EmailAddress.TryParse(a) is null && !a.Contains('"', StringComparison.Ordinal) && !a.Contains('<', StringComparison.Ordinal) && !a.Contains('＠', StringComparison.Ordinal));

    /// <summary>Blanks around an address are trimmed here: spreadsheets leave them.</summary>
    [Theory]
    [InlineData("test_email_invalid_syntax")]
    [InlineData("test_email_invalid_syntax_strict")]
    public void Refuses_what_other_validators_refuse(string set) => Assert.Equal([], Cases(set).Where(a => a == a.Trim() && EmailAddress.TryParse(a) is not null));

    [Fact]
    public void Any_text_gets_an_answer()
    {
        using var strings = JsonDocument.Parse(File.ReadAllText(SharedData.Path("naughty-strings/blns.json")));
        Assert.All(strings.RootElement.EnumerateArray(), s => Assert.True(EmailAddress.TryParse($"{s.GetString()}@people.internal") is null or { Domain: "people.internal" }));
    }

    private static List<string> Cases(string set)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("email-addresses/python_email_validator.json")));
        return [.. json.RootElement.GetProperty(set).EnumerateArray().SelectMany(p => p.GetProperty("cases").EnumerateArray()).Select(c => c.ValueKind == JsonValueKind.Array ? c[0].GetString()! : c.GetString()!)];
    }
}
