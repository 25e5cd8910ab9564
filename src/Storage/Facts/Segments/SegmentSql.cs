using System.Collections.Immutable;
using Activities.Segments;
using DuckDB.NET.Data;
using Storage.Facts.Contacts;
using Workflows.Segments;

namespace Storage.Facts.Segments;

/// <summary>
/// A rule as ONE statement: <c>SELECT c.id FROM contact c WHERE …</c> (or another view of the contacts). Values travel as parameters; only our own column names and numbers stand in
/// the text. Conditions on events become semi-joins ("c.id IN (…)"), each grouped once, which DuckDB answers several times faster than correlated ones.
/// </summary>
internal sealed record SegmentSql(string Sql, ImmutableArray<(string Name, object? Value)> Parameters)
{
    /// <param name="connection">Event kinds are read as its transaction sees them, so this may run inside a write.</param>
    /// <param name="view">Of the same transaction.</param>
    /// <param name="rule">Without references to saved segments: see <see cref="SegmentResolver"/>.</param>
    /// <param name="now">What "within the last days" counts back from; what happened later does not count.</param>
    /// <exception cref="SegmentRuleException">A rule names an attribute or a comparison that does not fit; the message names it.</exception>
    public static SegmentSql Compile(DuckDBConnection connection, ContactView view, SegmentRule rule, DateTimeOffset now)
    {
        var compiler = new SegmentCompiler(view, EventKinds.Load(connection), now);
        var where = compiler.Predicate(rule).Sql;
        var everyone = $"SELECT c.id FROM {view.Contacts} c";
        return new SegmentSql(where == Predicate.True.Sql ? everyone : $"{everyone} WHERE {where}", [.. view.Parameters, .. compiler.Parameters]);
    }
}

/// <param name="Sql">A condition on "c", the contact.</param>
/// <param name="MayBeNull">SQL's third answer, which only matters below a NOT.</param>
internal readonly record struct Predicate(string Sql, bool MayBeNull = false)
{
    public static Predicate True { get; } = new("TRUE");
    public static Predicate False { get; } = new("FALSE");
}

/// <summary>Names parameters as they come: $seg0, $seg1 … so that a caller may add its own.</summary>
internal sealed class SegmentParameters
{
    private readonly List<(string Name, object? Value)> _values = [];

    public ImmutableArray<(string Name, object? Value)> All => [.. _values];

    public string Add(object? value)
    {
        var name = $"seg{_values.Count}";
        _values.Add((name, value));
        return $"${name}";
    }
}
