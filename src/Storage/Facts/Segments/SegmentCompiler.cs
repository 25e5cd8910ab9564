using System.Collections.Immutable;
using System.Globalization;
using Activities.Segments;
using Storage.Facts.Contacts;
using Workflows.Segments;

namespace Storage.Facts.Segments;

/// <summary>One rule to one condition.</summary>
internal sealed class SegmentCompiler(ContactView view, IReadOnlyDictionary<string, short> kinds, DateTimeOffset now)
{
    private const int Deepest = 64;
    private readonly SegmentParameters _parameters = new();
    private int _depth;

    public ImmutableArray<(string Name, object? Value)> Parameters => _parameters.All;

    public Predicate Predicate(SegmentRule rule)
    {
        if (++_depth > Deepest)
            throw new SegmentRuleException($"The rule is nested more than {Deepest} deep.");
        var predicate = rule switch
        {
            AllOf all => Join(all.Rules, " AND ", Facts.Segments.Predicate.True),
            AnyOf any => Join(any.Rules, " OR ", Facts.Segments.Predicate.False),
            Not not => Negate(Predicate(not.Rule)),
            AttributeIs attribute => Attribute(attribute),
            HasTag tag => new Predicate($"list_contains(c.tags, {_parameters.Add(tag.Tag)})"),
            HasConsent consent => Consent(consent.Channel),
            HasEvent happened => Event(happened),
            ScoreIs score => Score(score),
            InSegment reference => throw new SegmentRuleException($"The reference to the segment '{reference.SegmentId}' was not resolved."),
            _ => throw new SegmentRuleException($"A rule of the kind {rule.GetType().Name} is not known."),
        };
        _depth--;
        return predicate;
    }

    private Predicate Join(ImmutableArray<SegmentRule> rules, string word, Predicate empty)
    {
        var parts = rules.Select(Predicate).ToList();
        return parts.Count switch
        {
            0 => empty,
            1 => parts[0],
            _ => new Predicate($"({string.Join(word, parts.Select(p => p.Sql))})", parts.Exists(p => p.MayBeNull)),
        };
    }

    private static Predicate Negate(Predicate predicate) => new(predicate.MayBeNull ? $"NOT coalesce({predicate.Sql}, FALSE)" : $"NOT ({predicate.Sql})");

    private Predicate Attribute(AttributeIs rule)
    {
        var subject = SegmentSubject.Of(rule.Attribute, view.Attributes)
            ?? throw new SegmentRuleException($"There is no attribute '{rule.Attribute}'. Known are: {string.Join(", ", AttributeColumns.BuiltIn.Concat(view.Attributes.All.Select(a => a.Name)).Take(60))}.");
        return SegmentComparison.Compile(subject, rule.Is, rule.Value, _parameters, now);
    }

    private Predicate Consent(string channel) =>
        // An address that is missing is found at the send, with its reason; here it does not undo the yes.
        channel == "email"
            ? new Predicate("(c.email_consent AND NOT coalesce(c.email_key IN (SELECT address_key FROM suppression), FALSE))", MayBeNull: true)
            : new Predicate($"c.id IN (SELECT contact_id FROM consent WHERE channel = {_parameters.Add(channel)} GROUP BY contact_id HAVING arg_max(given, \"at\"))");

    private Predicate Event(HasEvent rule)
    {
        if (rule.Max is 0)
            return Negate(Happened(rule, ""));
        var min = rule.Min ?? 0;
        if (rule.Max < min)
            throw new SegmentRuleException($"The event '{rule.Event}' cannot have happened at least {min} and at most {rule.Max} times.");
        return (min, rule.Max) switch
        {
            ( <= 0, null) => Facts.Segments.Predicate.True,
            (1, null) => Happened(rule, ""),
            (_, null) => Happened(rule, $" GROUP BY contact_id HAVING count(*) >= {Number(min)}"),
            ( <= 0, { } max) => Negate(Happened(rule, $" GROUP BY contact_id HAVING count(*) > {Number(max)}")),
            (_, { } max) => Happened(rule, $" GROUP BY contact_id HAVING count(*) BETWEEN {Number(min)} AND {Number(max)}"),
        };
    }

    private Predicate Happened(HasEvent rule, string grouped)
    {
        // A name that has never occurred is no mistake: nobody did it yet.
        if (!kinds.TryGetValue(rule.Event, out var kind))
            return Facts.Segments.Predicate.False;
        var conditions = new List<string> { $"kind = {Number(kind)}", $"\"at\" <= {_parameters.Add(now.UtcDateTime)}" };
        if (rule.WithinDays is { } days)
            conditions.Add($"\"at\" >= {_parameters.Add(Days.Before(now, days))}");
        foreach (var where in rule.Where)
            conditions.Add(SegmentComparison.Compile(SegmentSubject.OfProperty(where, _parameters), where.Is, where.Value, _parameters, now).Sql);
        return new Predicate($"c.id IN (SELECT contact_id FROM event WHERE {string.Join(" AND ", conditions)}{grouped})");
    }

    private Predicate Score(ScoreIs rule)
    {
        var having = new List<string>();
        if (rule.Min is { } min)
            having.Add($"arg_max(value, \"at\") >= {_parameters.Add(min)}");
        if (rule.Max is { } max)
            having.Add($"arg_max(value, \"at\") <= {_parameters.Add(max)}");
        var condition = having.Count == 0 ? "" : $" HAVING {string.Join(" AND ", having)}";
        return new Predicate($"c.id IN (SELECT contact_id FROM {view.Scores} s WHERE name = {_parameters.Add(rule.Score)} AND \"at\" <= {_parameters.Add(now.UtcDateTime)} GROUP BY contact_id{condition})");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class Days
{
    /// <summary>So many days before, held within what a TIMESTAMP can say: a rule may ask for the last million days.</summary>
    public static DateTime Before(DateTimeOffset now, double days) =>
        days >= (now - DateTimeOffset.UnixEpoch).TotalDays ? DateTime.UnixEpoch : now.UtcDateTime.AddDays(-Math.Max(0, days));
}
