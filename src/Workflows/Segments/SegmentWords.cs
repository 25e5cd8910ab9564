using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Workflows.Segments;

/// <summary>A rule as a sentence for people, in English or Chinese: "consented to e-mail, ordered 2 or more times and not ordered in the last 45 days".</summary>
public static class SegmentWords
{
    private static readonly ResourceManager Texts = new("Workflows.Segments.SegmentTexts", typeof(SegmentWords).Assembly);

    /// <param name="segmentName">Names a stored segment by its id; without, the id stands there.</param>
    public static string Sentence(SegmentRule rule, CultureInfo culture, Func<string, string?>? segmentName = null)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return new Writer(Spoken(culture), segmentName ?? (_ => null)).Phrase(rule, isInside: false);
    }

    /// <summary>An attribute, an event or a property: those of the demo shop and of every contact have words of their own; any other is shown as it is spelt.</summary>
    public static string Name(string name, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(culture);
        return Texts.GetString($"Name.{name}", Spoken(culture)) ?? name.Replace('_', ' ');
    }

    /// <summary>Only zh-CN is there; Hant readers are better served by it than by English.</summary>
    private static CultureInfo Spoken(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh" ? CultureInfo.GetCultureInfo("zh-CN") : culture;

    private sealed class Writer(CultureInfo culture, Func<string, string?> segmentName)
    {
        public string Phrase(SegmentRule rule, bool isInside) => rule switch
        {
            AllOf all => Group(all.Rules, "Everyone", "And", isInside),
            AnyOf any => Group(any.Rules, "Nobody", "Or", isInside),
            Not { Rule: HasTag tag } => Text("NotTagged", Quote(tag.Tag)),
            Not { Rule: HasConsent consent } => Text("NotConsented", Name(consent.Channel)),
            Not { Rule: InSegment segment } => Text("NotInSegment", Quote(segmentName(segment.SegmentId) ?? segment.SegmentId)),
            Not not => Text("Not", Phrase(not.Rule, isInside: true)),
            HasTag tag => Text("Tagged", Quote(tag.Tag)),
            HasConsent consent => Text("Consented", Name(consent.Channel)),
            InSegment segment => Text("InSegment", Quote(segmentName(segment.SegmentId) ?? segment.SegmentId)),
            ScoreIs score => Score(score),
            AttributeIs attribute => Compared(Name(attribute.Attribute), attribute.Is, attribute.Value),
            HasEvent happened => Happened(happened),
            _ => rule.ToString(),
        };

        private string Group(ImmutableArray<SegmentRule> rules, string empty, string joiner, bool isInside)
        {
            if (rules.IsDefaultOrEmpty)
                return Text(empty);
            if (rules.Length == 1)
                return Phrase(rules[0], isInside);
            var phrases = rules.Select(r => Phrase(r, isInside: true)).ToList();
            var text = string.Join(Text("Comma"), phrases.Take(phrases.Count - 1)) + Text(joiner) + phrases[^1];
            return isInside ? Text("Group", text) : text;
        }

        private string Happened(HasEvent happened)
        {
            var what = Name(happened.Event);
            if (!happened.Where.IsDefaultOrEmpty)
                what = Text("With", what, string.Join(Text("And"), happened.Where.Select(w => Compared(Name(w.Property), w.Is, w.Value))));
            var phrase = (happened.Min ?? 0, happened.Max) switch
            {
                (_, 0) => Text("Never", what),
                (0, null) => Text("AnyTimes", what),
                (1, null) => Text("Once", what),
                (var min, null) => Text("AtLeastTimes", what, Number(min)),
                (0, { } max) => Text("AtMostTimes", what, Number(max)),
                var (min, max) when min == max => Text("ExactlyTimes", what, Number(min)),
                var (min, max) => Text("BetweenTimes", what, Number(min), Number(max!.Value)),
            };
            return happened.WithinDays is { } days ? Text(happened.Max == 0 ? "NeverWithin" : "Within", happened.Max == 0 ? what : phrase, Number(days)) : phrase;
        }

        private string Score(ScoreIs score)
        {
            var name = Name(score.Score);
            return (score.Min, score.Max) switch
            {
                ({ } min, { } max) => Text("ScoreBetween", name, Percent(min), Percent(max)),
                ({ } min, null) => Text("ScoreAtLeast", name, Percent(min)),
                (null, { } max) => Text("ScoreAtMost", name, Percent(max)),
                _ => Text("ScoreKnown", name),
            };
        }

        private string Compared(string name, Comparison comparison, JsonElement? value)
        {
            var list = value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Select(Value).ToList() : value is { } single ? [Value(single)] : [];
            var key = $"Is.{comparison}";
            return comparison == Comparison.Between && list.Count == 2 ? Text(key, name, list[0], list[1]) : Text(key, name, string.Join(Text("Comma"), list), "…");
        }

        private string Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => Quote(value.GetString()!),
            JsonValueKind.Number => value.GetDouble().ToString("#,0.######", culture),
            JsonValueKind.True => Text("Yes"),
            JsonValueKind.False => Text("No"),
            _ => value.GetRawText(),
        };

        private string Name(string name) => SegmentWords.Name(name, culture);

        private string Quote(string text) => Text("Quoted", text);

        private string Number(int number) => number.ToString("#,0", culture);

        private string Percent(double share) => share.ToString("0.##%", culture);

        private string Text(string key, params object[] arguments) =>
            string.Format(culture, Texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"SegmentTexts has no '{key}'."), arguments);
    }
}
