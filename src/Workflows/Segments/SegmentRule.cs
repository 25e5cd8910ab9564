using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Segments;

/// <summary>
/// Who is meant. As JSON: {"all":[…]}, {"any":[…]}, {"not":…}, {"attribute":"country","is":"Equal","value":"DE"}, {"tag":"vip"}, {"consent":"email"},
/// {"event":"ordered","count":{"min":2},"withinDays":45,"where":[{"property":"total","is":"AtLeast","value":50}]}, {"segment":"id"},
/// {"score":"churn","min":0.6}, {"everyone":true}. An empty "all" is everyone, an empty "any" is nobody.
/// </summary>
[JsonConverter(typeof(SegmentRuleJson))]
public abstract record SegmentRule
{
    private protected SegmentRule() { }

    public static SegmentRule Everyone { get; } = new AllOf([]);
}

[JsonConverter(typeof(SegmentRuleJson))]
public sealed record AllOf(ImmutableArray<SegmentRule> Rules) : SegmentRule;

[JsonConverter(typeof(SegmentRuleJson))]
public sealed record AnyOf(ImmutableArray<SegmentRule> Rules) : SegmentRule;

[JsonConverter(typeof(SegmentRuleJson))]
public sealed record Not(SegmentRule Rule) : SegmentRule;

/// <summary>Built-in attributes: email, phone, external_id, first_name, last_name, language, time_zone, created_at; any other is the shop's own.</summary>
[JsonConverter(typeof(SegmentRuleJson))]
public sealed record AttributeIs(string Attribute, Comparison Is, JsonElement? Value = null) : SegmentRule;

[JsonConverter(typeof(SegmentRuleJson))]
public sealed record HasTag(string Tag) : SegmentRule;

/// <summary>Has said yes to this channel ("email"), and is not suppressed on it.</summary>
[JsonConverter(typeof(SegmentRuleJson))]
public sealed record HasConsent(string Channel) : SegmentRule;

/// <summary>How often an event happened; within the last days, or ever. Max 0 means "did not".</summary>
[JsonConverter(typeof(SegmentRuleJson))]
public sealed record HasEvent(string Event, int? Min = 1, int? Max = null, int? WithinDays = null) : SegmentRule
{
    public ImmutableArray<PropertyIs> Where { get; init; } = [];
}

public sealed record PropertyIs(string Property, Comparison Is, JsonElement? Value = null);

[JsonConverter(typeof(SegmentRuleJson))]
public sealed record InSegment(string SegmentId) : SegmentRule;

/// <summary>A stored score between 0 and 1, such as "churn"; both ends inclusive.</summary>
[JsonConverter(typeof(SegmentRuleJson))]
public sealed record ScoreIs(string Score, double? Min = null, double? Max = null) : SegmentRule;

public enum Comparison { Equal, NotEqual, Contains, NotContains, StartsWith, OneOf, NoneOf, LessThan, AtMost, MoreThan, AtLeast, Between, IsSet, IsNotSet, Before, After, WithinLastDays, NotWithinLastDays, AnniversaryWithinDays }
