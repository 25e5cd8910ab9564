using System.Globalization;
using Activities.Contacts;
using DuckDB.NET.Data;
using Storage.Facts.Contacts;

namespace Storage.Facts.Simulations;

/// <summary>
/// The contacts as a simulated run has changed them, in one statement, whatever their number: the table with what the run wrote laid over it. What
/// the run has not touched is not joined, so that before its first write it reads as fast as any other.
/// </summary>
internal static class SimulatedView
{
    /// <param name="who">Of whom alone the reader asks, as a condition on contact_id: a chunk must not be laid over with what was written of everybody.</param>
    public static ContactView Of(DuckDBConnection connection, long run, string who = "TRUE")
    {
        var real = AttributeColumns.Load(connection);
        var all = Attributes(connection, run, real);
        var written = connection.List("SELECT DISTINCT attribute FROM simulated_value WHERE run = $run ORDER BY attribute", r => r.GetString(0), ("run", run));
        var values = written.Select(all.Find).OfType<AttributeColumn>().ToList();
        var (replaced, added) = (new List<string>(), new List<string>());
        foreach (var column in all.All.Skip(real.All.Count))
            added.Add(values.Contains(column) ? $"{Value(column)} AS {column.Column}" : $"CAST(NULL AS {column.SqlType}) AS {column.Column}");
        foreach (var column in values.Where(c => c.Ordinal <= real.All.Count))
            replaced.Add($"CASE WHEN v.has_{column.Column} THEN {Value(column)} ELSE p.{column.Column} END AS {column.Column}");
        var tags = Has(connection, "simulated_tag", run);
        if (tags)
            replaced.Add("CASE WHEN t.contact_id IS NULL THEN p.tags ELSE list_sort(list_filter(list_distinct(list_concat(p.tags, t.given)), lambda x: NOT coalesce(list_contains(t.taken, x), FALSE))) END AS tags");
        var people = replaced.Count + added.Count == 0 ? "contact" : $"(SELECT p.*{Replace(replaced)}{string.Concat(added.Select(a => $", {a}"))} FROM contact p{Values(values, run, who)}{(tags ? Tags(run, who) : "")})";
        var scores = Has(connection, "simulated_score", run)
            ? $"(SELECT contact_id, name, value, \"at\" FROM score UNION ALL SELECT contact_id, name, value, \"at\" FROM simulated_score WHERE run = {Number(run)})"
            : "score";
        return new ContactView(people, scores, all, [.. values.Select(v => ($"value_{v.Column}", (object?)v.Name))]);
    }

    /// <summary>The real ones and those that the run made. One that somebody made for real meanwhile is the real one, of whatever type.</summary>
    public static AttributeColumns Attributes(DuckDBConnection connection, long run) => Attributes(connection, run, AttributeColumns.Load(connection));

    private static AttributeColumns Attributes(DuckDBConnection connection, long run, AttributeColumns real) => real.With(connection
        .List("SELECT name, type, label FROM simulated_attribute WHERE run = $run ORDER BY rowid", r => new AttributeDefinition(r.GetString(0), Enum.Parse<AttributeType>(r.GetString(1)), r.Text(2)), ("run", run))
        .Where(a => real.Find(a.Name) is null));

    private static string Value(AttributeColumn column) => $"TRY_CAST(v.{column.Column} AS {column.SqlType})";

    private static string Replace(List<string> columns) => columns.Count == 0 ? "" : $" REPLACE ({string.Join(", ", columns)})";

    private static string Values(List<AttributeColumn> columns, long run, string who) => columns.Count == 0
        ? ""
        : $"""
             LEFT JOIN (SELECT contact_id{string.Concat(columns.Select(c => $", bool_or(attribute = $value_{c.Column}) AS has_{c.Column}, any_value(value) FILTER (attribute = $value_{c.Column}) AS {c.Column}"))}
                FROM simulated_value WHERE run = {Number(run)} AND {who} GROUP BY contact_id) v ON v.contact_id = p.id
            """;

    private static string Tags(long run, string who) =>
        $" LEFT JOIN (SELECT contact_id, list(tag) FILTER (given) AS given, list(tag) FILTER (NOT given) AS taken FROM simulated_tag WHERE run = {Number(run)} AND {who} GROUP BY contact_id) t ON t.contact_id = p.id";

    private static bool Has(DuckDBConnection connection, string table, long run) => connection.Scalar<bool>($"SELECT EXISTS (SELECT 1 FROM {table} WHERE run = $run)", ("run", run));

    private static string Number(long run) => run.ToString(CultureInfo.InvariantCulture);
}
