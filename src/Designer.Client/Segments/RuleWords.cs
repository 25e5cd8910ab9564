using System.Globalization;
using Microsoft.Extensions.Localization;
using Workflows.Segments;

namespace Designer.Client.Segments;

/// <summary>A rule as a sentence, so that its author can read back what they built.</summary>
public sealed class RuleWords(IStringLocalizer<SegmentsTexts> text, RuleVocabulary vocabulary)
{
    public string Say(SegmentRule rule) => rule switch
    {
        AllOf all => Join(all, "SayAnd", "SayEveryone"),
        AnyOf any => Join(any, "SayOr", "SayNobody"),
        Not not => text["SayNot", Say(not.Rule)],
        AttributeIs attribute => Compare(Label(attribute.Attribute), attribute.Is, attribute.Value),
        HasTag tag => text["SayTag", tag.Tag],
        HasConsent consent => text["SayConsent", Word(consent.Channel)],
        HasEvent happened => Event(happened),
        InSegment segment => text["SaySegment", vocabulary.NameOfSegment(segment.SegmentId)],
        ScoreIs score => text["SayScore", score.Score == "churn" ? text["Churn"] : score.Score, Number(score.Min ?? 0), Number(score.Max ?? 1)],
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name, "A kind of rule without words."),
    };

    private string Join(SegmentRule group, string word, string empty)
    {
        var parts = RuleEdit.Children(group).Select(child => child is AllOf or AnyOf && RuleEdit.Children(child).Length > 1 ? $"({Say(child)})" : Say(child)).ToArray();
        return parts.Length == 0 ? text[empty] : parts.Aggregate((left, right) => text[word, left, right]);
    }

    private string Event(HasEvent happened)
    {
        var what = SegmentWords.Name(happened.Event, CultureInfo.CurrentUICulture);
        var times = (happened.Min, happened.Max) switch
        {
            (_, 0) => text["SayEventNever", what],
            (1 or null, null) => text["SayEventOnce", what],
            ({ } min, null) => text["SayEventAtLeast", what, min],
            ({ } min, { } max) when min == max => text["SayEventExactly", what, min],
            (null or 0, { } max) => text["SayEventAtMost", what, max],
            ({ } min, { } max) => text["SayEventBetween", what, min, max],
        };
        string said = happened.WithinDays is { } days ? text["SayWithin", times, days] : times;
        if (happened.Where.IsDefaultOrEmpty)
            return said;
        var where = happened.Where.Select(property => Compare(SegmentWords.Name(property.Property, CultureInfo.CurrentUICulture), property.Is, property.Value)).Aggregate((left, right) => text["SayAnd", left, right]);
        return text["SayWhere", said, where];
    }

    private string Compare(string what, Comparison comparison, System.Text.Json.JsonElement? value)
    {
        string words = text[comparison.ToString()];
        if (Comparisons.TakesNoValue(comparison))
            return text["SayKnown", what, words];
        string shown = Comparisons.TakesTwo(comparison) ? text["SayBetween", Comparisons.Show(value), Comparisons.Show(value, 1)] : Comparisons.Show(value, Comparisons.TakesMany(comparison) ? -1 : 0);
        return text["SayCompare", what, words, shown];
    }

    private string Label(string attribute) => vocabulary.Attributes.FirstOrDefault(row => row.Name == attribute)?.Label ?? SegmentWords.Name(attribute, CultureInfo.CurrentUICulture);

    private string Word(string channel) => text[channel] is { ResourceNotFound: false } word ? word : channel;

    private static string Number(double number) => number.ToString("0.##", CultureInfo.CurrentCulture);
}
