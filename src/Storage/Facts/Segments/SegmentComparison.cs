using System.Globalization;
using System.Text.Json;
using Activities.Contacts;
using Activities.Segments;
using Workflows.Segments;

namespace Storage.Facts.Segments;

/// <summary>
/// One comparison. "Not" forms are the exact complement of the plain ones, so they hold for those who have no value: who has no city does not live in Paris.
/// Contains and StartsWith ignore case.
/// </summary>
internal static class SegmentComparison
{
    public static Predicate Compile(SegmentSubject subject, Comparison comparison, JsonElement? value, SegmentParameters parameters, DateTimeOffset now)
    {
        var (sql, type) = (subject.Sql, subject.Type);
        var operand = new Operand(subject, comparison, value, parameters);
        var (isText, isOrdered) = (type == AttributeType.Text, type is AttributeType.Number or AttributeType.Date);
        return comparison switch
        {
            Comparison.IsSet => new($"{sql} IS NOT NULL"),
            Comparison.IsNotSet => new($"{sql} IS NULL"),
            Comparison.Equal when operand.IsWholeDay => Known($"({sql} >= {operand.Single()} AND {sql} < {operand.NextDay()})"),
            Comparison.NotEqual when operand.IsWholeDay => Complement($"({sql} >= {operand.Single()} AND {sql} < {operand.NextDay()})"),
            Comparison.Equal => Known($"{subject.Key ?? sql} = {operand.Single()}"),
            Comparison.NotEqual => new($"{subject.Key ?? sql} IS DISTINCT FROM {operand.Single()}"),
            Comparison.OneOf => Known($"{subject.Key ?? sql} IN ({operand.Many()})"),
            Comparison.NoneOf => Complement($"{subject.Key ?? sql} IN ({operand.Many()})"),
            Comparison.Contains when isText => Known($"contains(lower({sql}), lower({operand.Single()}))"),
            Comparison.NotContains when isText => Complement($"contains(lower({sql}), lower({operand.Single()}))"),
            Comparison.StartsWith when isText => Known($"starts_with(lower({sql}), lower({operand.Single()}))"),
            Comparison.LessThan when isOrdered => Known($"{sql} < {operand.Single()}"),
            Comparison.AtMost when isOrdered => Known($"{sql} <= {operand.Single()}"),
            Comparison.MoreThan when isOrdered => Known($"{sql} > {operand.Single()}"),
            Comparison.AtLeast when isOrdered => Known($"{sql} >= {operand.Single()}"),
            Comparison.Between when isOrdered => Known($"{sql} BETWEEN {operand.First()} AND {operand.Second()}"),
            Comparison.Before when type == AttributeType.Date => Known($"{sql} < {operand.Single()}"),
            Comparison.After when type == AttributeType.Date => Known($"{sql} > {operand.Single()}"),
            Comparison.WithinLastDays when type == AttributeType.Date => Known(Within(sql, operand, parameters, now)),
            Comparison.NotWithinLastDays when type == AttributeType.Date => Complement(Within(sql, operand, parameters, now)),
            Comparison.AnniversaryWithinDays when type == AttributeType.Date => Known($"strftime({sql}, '%m-%d') IN ({Anniversaries(now, operand.Days())})"),
            _ => throw new SegmentRuleException($"The comparison {comparison} does not fit '{subject.Name}', which holds {type}."),
        };
    }

    private static Predicate Known(string sql) => new(sql, MayBeNull: true);

    private static Predicate Complement(string sql) => new($"NOT coalesce({sql}, FALSE)");

    private static string Within(string sql, Operand operand, SegmentParameters parameters, DateTimeOffset now) =>
        $"{sql} BETWEEN {parameters.Add(Days.Before(now, operand.Days()))} AND {parameters.Add(now.UtcDateTime)}";

    /// <summary>Today's date and those of the days after it, without their year. Who was born on 29 February has their day on the 28th where the year has no 29th.</summary>
    private static string Anniversaries(DateTimeOffset now, double days)
    {
        var dates = Enumerable.Range(0, 1 + (int)Math.Min(days, 366)).Select(n => now.UtcDateTime.Date.AddDays(n)).ToList();
        var texts = dates.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)).Concat(dates.Where(d => d is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(d.Year)).Select(_ => "02-29"));
        return string.Join(", ", texts.Distinct().Select(t => $"'{t}'"));
    }

    /// <summary>The value of a rule, fitted to what it is compared with.</summary>
    private sealed class Operand(SegmentSubject subject, Comparison comparison, JsonElement? value, SegmentParameters parameters)
    {
        public bool IsWholeDay => subject.Type == AttributeType.Date && value is { ValueKind: JsonValueKind.String } text && DateOnly.TryParseExact(text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

        public string Single() => parameters.Add(Fit(value));

        public string NextDay() => parameters.Add(((DateTime)Fit(value)).AddDays(1));

        public string First() => parameters.Add(Fit(Items(2)[0]));

        public string Second() => parameters.Add(Fit(Items(2)[1]));

        public string Many() => string.Join(", ", Items(null).Select(item => parameters.Add(Fit(item))).DefaultIfEmpty("NULL"));

        public double Days() => value is { ValueKind: JsonValueKind.Number } number && number.GetDouble() >= 0 ? number.GetDouble() : throw Wrong("a number of days from 0");

        private List<JsonElement> Items(int? count)
        {
            if (value is not { ValueKind: JsonValueKind.Array } array || (count is not null && array.GetArrayLength() != count))
                throw Wrong(count is null ? "a list" : $"a list of {count} values");
            return [.. array.EnumerateArray()];
        }

        private object Fit(JsonElement? element) => (subject.Type, element) switch
        {
            (AttributeType.Number, { ValueKind: JsonValueKind.Number } number) => number.GetDouble(),
            (AttributeType.Number, { ValueKind: JsonValueKind.String } text) when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            (AttributeType.YesNo, { ValueKind: JsonValueKind.True or JsonValueKind.False } yes) => yes.GetBoolean(),
            (AttributeType.YesNo, { ValueKind: JsonValueKind.String } text) when bool.TryParse(text.GetString(), out var yes) => yes,
            (AttributeType.Date, { ValueKind: JsonValueKind.String } text) when DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at.UtcDateTime,
            (AttributeType.Text, { ValueKind: JsonValueKind.String } text) => subject.Key is null ? text.GetString()! : text.GetString()!.Trim().ToLowerInvariant(),
            (AttributeType.Text, { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other) => other.GetRawText(),
            _ => throw Wrong(subject.Type switch
            {
                AttributeType.Number => "a number",
                AttributeType.YesNo => "true or false",
                AttributeType.Date => "a date such as 2026-05-01",
                _ => "a text",
            }),
        };

        private SegmentRuleException Wrong(string expected) =>
            new($"'{subject.Name}' {comparison} needs {expected}, but the rule says {(value is { ValueKind: not JsonValueKind.Undefined } given ? given.GetRawText() : "nothing")}.");
    }
}
