using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Segments;
using Xunit;

namespace Workflows.Tests.Segments;

public sealed class SegmentWordsTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    [Theory]
    [InlineData("""{"all":[]}""", "everyone", "所有人")]
    [InlineData("""{"any":[]}""", "nobody", "没有人")]
    [InlineData("""{"tag":"vip"}""", "tagged “vip”", "带有标签“vip”")]
    [InlineData("""{"not":{"tag":"vip"}}""", "not tagged “vip”", "没有标签“vip”")]
    [InlineData("""{"consent":"email"}""", "consented to e-mail", "同意接收电子邮件")]
    [InlineData("""{"event":"ordered","count":{"min":2}}""", "ordered 2 or more times", "下单至少 2 次")]
    [InlineData("""{"event":"ordered","count":{"max":0},"withinDays":45}""", "not ordered in the last 45 days", "最近 45 天内没有下单")]
    [InlineData("""{"event":"ordered","count":{"max":0}}""", "never ordered", "从未下单")]
    [InlineData("""{"event":"ordered","count":{"min":2,"max":2},"withinDays":30}""", "ordered exactly 2 times in the last 30 days", "最近 30 天内下单恰好 2 次")]
    [InlineData("""{"event":"ordered","count":{"max":3}}""", "ordered at most 3 times", "下单至多 3 次")]
    [InlineData("""{"event":"ordered","count":{"min":2,"max":3}}""", "ordered 2 to 3 times", "下单 2 到 3 次")]
    [InlineData("""{"event":"signed_up"}""", "signed up", "signed up过")]
    [InlineData("""{"event":"ordered","where":[{"property":"total","is":"AtLeast","value":1050.5}]}""", "ordered (where total is at least 1,050.5)", "下单（金额至少 1,050.5）过")]
    [InlineData("""{"attribute":"country","is":"OneOf","value":["DE","AT"]}""", "country is one of “DE”, “AT”", "国家是其中之一：“DE”、“AT”")]
    [InlineData("""{"attribute":"age","is":"Between","value":[18,30]}""", "age is between 18 and 30", "age在 18 和 30 之间")]
    [InlineData("""{"attribute":"member","is":"Equal","value":true}""", "member is yes", "member是是")]
    [InlineData("""{"score":"churn","min":0.6}""", "churn score at least 60%", "流失分数至少 60%")]
    [InlineData("""{"score":"churn","min":0.2,"max":0.6}""", "churn score between 20% and 60%", "流失分数在 20% 到 60% 之间")]
    public void Says_each_kind_in_both_languages(string json, string english, string chinese)
    {
        var rule = JsonSerializer.Deserialize<SegmentRule>(json)!;
        Assert.Equal(english, SegmentWords.Sentence(rule, English));
        Assert.Equal(chinese, SegmentWords.Sentence(rule, Chinese));
    }

    [Fact]
    public void Joins_a_list_and_puts_inner_groups_in_brackets()
    {
        var rule = JsonSerializer.Deserialize<SegmentRule>("""{"all":[{"consent":"email"},{"event":"ordered","count":{"min":2}},{"any":[{"tag":"vip"},{"attribute":"country","is":"Equal","value":"DE"}]}]}""")!;
        Assert.Equal("consented to e-mail, ordered 2 or more times and (tagged “vip” or country is “DE”)", SegmentWords.Sentence(rule, English));
        Assert.Equal("同意接收电子邮件、下单至少 2 次，并且（带有标签“vip”，或者国家是“DE”）", SegmentWords.Sentence(rule, Chinese));
    }

    [Fact]
    public void Names_a_stored_segment()
    {
        Assert.Equal("in the segment “Loyal”", SegmentWords.Sentence(new InSegment("s1"), English, id => id == "s1" ? "Loyal" : null));
        Assert.Equal("in the segment “s1”", SegmentWords.Sentence(new InSegment("s1"), English));
    }

    [Fact]
    public void Any_kind_of_chinese_reads_chinese_and_any_other_language_english()
    {
        Assert.Equal("所有人", SegmentWords.Sentence(SegmentRule.Everyone, CultureInfo.GetCultureInfo("zh-TW")));
        Assert.Equal("everyone", SegmentWords.Sentence(SegmentRule.Everyone, CultureInfo.GetCultureInfo("fr-FR")));
    }

    [Fact]
    public void Every_rule_has_a_sentence_in_both_languages() =>
        Prop.ForAll(Arb.From(SegmentRuleJsonTests.Rules(3)), rule => SegmentWords.Sentence(rule, English).Length > 0 && SegmentWords.Sentence(rule, Chinese).Length > 0).QuickCheckThrowOnFailure();
}
