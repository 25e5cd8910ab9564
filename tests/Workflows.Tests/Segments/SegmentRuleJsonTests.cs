using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Segments;
using Xunit;

namespace Workflows.Tests.Segments;

public sealed class SegmentRuleJsonTests
{
    [Theory]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"any":[{"tag":"vip"},{"not":{"consent":"email"}}]}""")]
    [InlineData("""{"attribute":"country","is":"Equal","value":"DE"}""")]
    [InlineData("""{"attribute":"country","is":"IsSet"}""")]
    [InlineData("""{"attribute":"age","is":"Between","value":[18,30]}""")]
    [InlineData("""{"event":"ordered","count":{"min":2},"withinDays":45,"where":[{"property":"total","is":"AtLeast","value":50}]}""")]
    [InlineData("""{"event":"ordered","count":{"max":0},"withinDays":45}""")]
    [InlineData("""{"segment":"loyal"}""")]
    [InlineData("""{"score":"churn","min":0.6}""")]
    [InlineData("""{"score":"churn","min":0.2,"max":0.6}""")]
    public void Reads_and_writes_each_shape_alike(string json)
    {
        var rule = JsonSerializer.Deserialize<SegmentRule>(json);
        Assert.Equal(json, JsonSerializer.Serialize(rule));
        Assert.Equal(json, JsonSerializer.Serialize<object>(rule!));
    }

    [Theory]
    [InlineData("""{"everyone":true}""", """{"all":[]}""")]
    [InlineData("""{"event":"ordered"}""", """{"event":"ordered","count":{"min":1}}""")]
    [InlineData("""{"attribute":"country","is":"equal","value":"DE"}""", """{"attribute":"country","is":"Equal","value":"DE"}""")]
    public void Reads_short_shapes(string shorter, string canonical) => Assert.Equal(canonical, JsonSerializer.Serialize(JsonSerializer.Deserialize<SegmentRule>(shorter)));

    [Theory]
    [InlineData("""{"tagg":"vip"}""", "tagg")]
    [InlineData("""{}""", "has none")]
    [InlineData("""5""", "5")]
    [InlineData("""{"tag":"a","segment":"b"}""", "tag and segment")]
    [InlineData("""{"tag":""}""", "\"tag\" must be a text")]
    [InlineData("""{"tag":"a","min":1}""", "no \"min\"")]
    [InlineData("""{"all":{}}""", "\"all\" must be a list")]
    [InlineData("""{"all":[{"tag":5}]}""", "\"tag\" must be a text, but it is 5")]
    [InlineData("""{"attribute":"a"}""", "\"is\" is missing")]
    [InlineData("""{"attribute":"a","is":"Like"}""", "but it is \"Like\"")]
    [InlineData("""{"attribute":"a","is":"3"}""", "\"is\" must be one of")]
    [InlineData("""{"event":"a","count":2}""", "\"count\" must be an object")]
    [InlineData("""{"event":"a","count":{"least":2}}""", "least")]
    [InlineData("""{"event":"a","count":{"min":-1}}""", "\"min\" must be a whole number")]
    [InlineData("""{"event":"a","withinDays":1.5}""", "\"withinDays\" must be a whole number")]
    [InlineData("""{"event":"a","where":[5]}""", "property is an object, but this is 5")]
    [InlineData("""{"event":"a","where":[{"property":"total","is":"AtLeast","valeu":5}]}""", "valeu")]
    [InlineData("""{"score":"churn","min":"high"}""", "\"min\" must be a number")]
    [InlineData("""{"everyone":false}""", "everyone")]
    [InlineData("""{"not":[]}""", "[]")]
    public void An_unknown_shape_is_named(string json, string named) =>
        Assert.Contains(named, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SegmentRule>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rule_of_another_kind_is_refused_where_one_kind_is_asked_for() =>
        Assert.Contains("HasTag", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<HasTag>("""{"segment":"a"}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_rule_survives_a_round_trip() =>
        Prop.ForAll(Arb.From(Rules(3)), rule =>
        {
            var json = JsonSerializer.Serialize(rule);
            return json == JsonSerializer.Serialize(JsonSerializer.Deserialize<SegmentRule>(json));
        }).QuickCheckThrowOnFailure();

    internal static Gen<SegmentRule> Rules(int depth)
    {
        var name = Gen.Elements("country", "ordered", "vip", "总额", "a \"quoted\" name");
        var number = Gen.Choose(0, 90);
        var value = Gen.Elements<JsonElement?>(null, JsonSerializer.SerializeToElement("DE"), JsonSerializer.SerializeToElement(12.5), JsonSerializer.SerializeToElement(new[] { "a", "b" }), JsonSerializer.SerializeToElement(true));
        var comparison = Gen.Elements(Enum.GetValues<Comparison>());
        var property = from n in name from c in comparison from v in value select new PropertyIs(n, c, v);
        var leaf = Gen.OneOf(
            from n in name select (SegmentRule)new HasTag(n),
            from n in name select (SegmentRule)new HasConsent(n),
            from n in name select (SegmentRule)new InSegment(n),
            from n in name from c in comparison from v in value select (SegmentRule)new AttributeIs(n, c, v),
            from n in name from min in number from max in number select (SegmentRule)new ScoreIs(n, min / 100.0, max > 50 ? null : max / 100.0),
            from n in name from min in number from max in number from days in number from p in property.ListOf(2)
            select (SegmentRule)new HasEvent(n, min > 40 ? null : min, max > 40 ? null : max, days > 45 ? null : days) { Where = [.. p] });
        if (depth == 0)
            return leaf;
        var many = Rules(depth - 1).ListOf(3);
        return Gen.OneOf(
            leaf,
            from rules in many select (SegmentRule)new AllOf([.. rules]),
            from rules in many select (SegmentRule)new AnyOf([.. rules]),
            from rule in Rules(depth - 1) select (SegmentRule)new Not(rule));
    }
}
