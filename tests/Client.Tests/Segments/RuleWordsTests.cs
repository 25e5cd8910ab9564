using System.Collections.Immutable;
using System.Text.Json;
using Designer.Client.Segments;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Segments;
using Xunit;

namespace Client.Tests.Segments;

public sealed class RuleWordsTests : ClientContext
{
    private string Say(SegmentRule rule) => Services.GetRequiredService<RuleWords>().Say(rule);

    [Fact]
    public void Says_the_rule_of_the_win_back_flow() =>
        Assert.Equal("has agreed to e-mail and ordered at least 2 times and never ordered in the last 45 days",
            Say(new AllOf([new HasConsent("email"), new HasEvent("ordered", 2), new HasEvent("ordered", null, 0, 45)])));

    [Fact]
    public void Puts_a_nested_group_in_brackets() =>
        Assert.Equal("is tagged vip and (is tagged a or is tagged b)", Say(new AllOf([new HasTag("vip"), new AnyOf([new HasTag("a"), new HasTag("b")])])));

    [Fact]
    public void An_empty_all_is_everyone_and_an_empty_any_is_nobody() => Assert.Equal(("everyone", "nobody"), (Say(new AllOf([])), Say(new AnyOf([]))));

    [Fact]
    public void Says_the_condition_on_a_property() =>
        Assert.Equal("ordered at least once where total is at least 50", Say(new HasEvent("ordered") { Where = [new PropertyIs("total", Comparison.AtLeast, JsonSerializer.SerializeToElement(50))] }));

    [Fact]
    public void Says_both_ends_of_a_range() =>
        Assert.Equal("age is between 18 and 25", Say(new AttributeIs("age", Comparison.Between, JsonSerializer.SerializeToElement(new[] { 18, 25 }))));
}
