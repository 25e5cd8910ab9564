using System.Collections.Immutable;
using Workflows.Segments;

namespace Designer.Client.Segments;

/// <summary>The small changes that the editor makes; every one gives a new rule.</summary>
public static class RuleEdit
{
    /// <summary>The kinds of condition that can be added, in the order of the menu.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["Attribute", "Event", "Tag", "Consent", "Score", "Segment"];

    /// <summary>The root is always a group, so that a condition can be added beside it.</summary>
    public static SegmentRule Root(SegmentRule rule) => rule is AllOf or AnyOf ? rule : new AllOf([rule]);

    public static ImmutableArray<SegmentRule> Children(SegmentRule group) => group switch
    {
        AllOf { Rules.IsDefault: false } all => all.Rules,
        AnyOf { Rules.IsDefault: false } any => any.Rules,
        _ => [],
    };

    public static SegmentRule With(SegmentRule group, ImmutableArray<SegmentRule> children) => group is AnyOf ? new AnyOf(children) : new AllOf(children);

    public static SegmentRule Turn(SegmentRule rule) => rule is Not not ? not.Rule : new Not(rule);

    public static SegmentRule Inner(SegmentRule rule) => rule is Not not ? not.Rule : rule;

    public static SegmentRule New(string kind, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return kind switch
        {
            "Attribute" => new AttributeIs(vocabulary.Attributes.FirstOrDefault(attribute => !attribute.IsBuiltIn)?.Name ?? "language", Comparison.IsSet),
            "Event" => new HasEvent(vocabulary.Events is [] || vocabulary.Events.Any(row => row.Name == "ordered") ? "ordered" : vocabulary.Events[0].Name),
            "Tag" => new HasTag("vip"),
            "Consent" => new HasConsent("email"),
            "Score" => new ScoreIs("churn", 0.5),
            "Segment" => new InSegment(vocabulary.Segments is [var first, ..] ? first.Id : "segment"),
            _ => new AllOf([]),
        };
    }
}
