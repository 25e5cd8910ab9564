using Designer.Server.Flows;
using Xunit;

namespace Server.Tests.Flows;

public sealed class FlowNamesTests
{
    [Theory]
    [InlineData("Win back customers!", "win-back-customers")]
    [InlineData("挽回流失客户", "挽回流失客户")]
    [InlineData("  双十一 2026：新客（第 2 波）", "双十一-2026-新客-第-2-波")]
    [InlineData("Größe & Café", "größe-café")]
    [InlineData("Cafe\u0301", "café")]
    [InlineData("ग्राहक वापसी", "ग्राहक-वापसी")]
    [InlineData("𠮷野家", "𠮷野家")]
    [InlineData("!!! 🎉", "flow")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    public void An_id_keeps_the_letters_and_digits_of_every_script(string name, string id) => Assert.Equal(id, FlowNames.Slug(name, "flow"));

    [Fact]
    public void A_long_name_is_cut_between_characters_and_still_an_id()
    {
        var slug = FlowNames.Slug(string.Concat(Enumerable.Repeat("𠮷", 40)), "flow");
        Assert.Equal(30, slug.EnumerateRunes().Count());
        FlowLimits.RefuseId(slug);
    }

    [Fact]
    public void A_second_flow_of_one_name_gets_a_number() => Assert.Equal("挽回-2", FlowNames.Unique("挽回", new HashSet<string> { "挽回" }));
}
