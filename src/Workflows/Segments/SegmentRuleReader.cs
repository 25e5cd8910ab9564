using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Segments;

/// <summary>Reads a rule, strictly: a misspelt word must not silently mean everyone.</summary>
internal static class SegmentRuleReader
{
    private static readonly string[] Kinds = ["all", "any", "not", "attribute", "tag", "consent", "event", "segment", "score", "everyone"];

    public static SegmentRule Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException($"A segment rule is an object such as {{\"tag\":\"vip\"}}, but this is {Excerpt(element)}");
        var kinds = Kinds.Where(k => element.TryGetProperty(k, out _)).ToList();
        if (kinds.Count != 1)
        {
            throw new JsonException(kinds.Count == 0
                ? $"A segment rule has exactly one of {string.Join(", ", Kinds)}, but this has none: {Excerpt(element)}"
                : $"A segment rule has exactly one of {string.Join(", ", Kinds)}, but this has {string.Join(" and ", kinds)}: {Excerpt(element)}");
        }

        var rule = new RuleObject(element, kinds[0]);
        SegmentRule read = kinds[0] switch
        {
            "all" => new AllOf(rule.Rules("all")),
            "any" => new AnyOf(rule.Rules("any")),
            "not" => new Not(Read(element.GetProperty("not"))),
            "attribute" => new AttributeIs(rule.Text("attribute"), rule.Comparison(), rule.Value()),
            "tag" => new HasTag(rule.Text("tag")),
            "consent" => new HasConsent(rule.Text("consent")),
            "event" => Event(rule),
            "segment" => new InSegment(rule.Text("segment")),
            "score" => new ScoreIs(rule.Text("score"), rule.Number("min"), rule.Number("max")),
            _ => rule.IsTrue("everyone") ? SegmentRule.Everyone : throw new JsonException($"\"everyone\" is true or absent, but this is {Excerpt(element)}"),
        };
        rule.RefuseOthers();
        return read;
    }

    public static string Excerpt(JsonElement element)
    {
        var text = element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText();
        return text.Length <= 120 ? text : text[..120] + "…";
    }

    private static HasEvent Event(RuleObject rule)
    {
        var name = rule.Text("event");
        var (min, max) = rule.Count();
        return new HasEvent(name, min, max, rule.Whole("withinDays")) { Where = rule.Where() };
    }
}

/// <summary>One rule's object, which remembers the names it was asked for.</summary>
internal sealed class RuleObject(JsonElement element, string kind)
{
    private readonly HashSet<string> _known = [kind];

    public ImmutableArray<SegmentRule> Rules(string name) => [.. Array(name).Select(SegmentRuleReader.Read)];

    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : throw Wrong(name, "a text");

    public bool IsTrue(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    public double? Number(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number when double.IsFinite(number.GetDouble()) => number.GetDouble(),
        _ => throw Wrong(name, "a number"),
    };

    public int? Whole(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= 0 => value,
        _ => throw Wrong(name, "a whole number from 0"),
    };

    public Comparison Comparison() =>
        Find("is") is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } word && char.IsAsciiLetter(word[0]) && Enum.TryParse<Comparison>(word, ignoreCase: true, out var comparison)
            ? comparison
            : throw Wrong("is", $"one of {string.Join(", ", Enum.GetNames<Comparison>())}");

    public JsonElement? Value() => Find("value")?.Clone();

    /// <summary>An absent count means at least once.</summary>
    public (int? Min, int? Max) Count()
    {
        if (Find("count") is not { } count)
            return (1, null);
        if (count.ValueKind != JsonValueKind.Object)
            throw Wrong("count", "an object such as {\"min\":2}");
        var inner = new RuleObject(count, "min");
        var (min, max) = (inner.Whole("min"), inner.Whole("max"));
        inner.RefuseOthers();
        return (min, max);
    }

    public ImmutableArray<PropertyIs> Where() => Find("where") is null ? [] : [.. Array("where").Select(Property)];

    public void RefuseOthers()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
                throw new JsonException($"A rule with \"{kind}\" has no \"{property.Name}\": {SegmentRuleReader.Excerpt(element)}");
        }
    }

    private static PropertyIs Property(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new JsonException($"A condition on an event's property is an object, but this is {SegmentRuleReader.Excerpt(item)}");
        var condition = new RuleObject(item, "property");
        var read = new PropertyIs(condition.Text("property"), condition.Comparison(), condition.Value());
        condition.RefuseOthers();
        return read;
    }

    private JsonElement.ArrayEnumerator Array(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : throw Wrong(name, "a list");

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) ? value : null;
    }

    private JsonException Wrong(string name, string expected) =>
        new(Find(name) is { } found ? $"\"{name}\" must be {expected}, but it is {SegmentRuleReader.Excerpt(found)}" : $"\"{name}\" is missing ({expected}) in {SegmentRuleReader.Excerpt(element)}");
}
