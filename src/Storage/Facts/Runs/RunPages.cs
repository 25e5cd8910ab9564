using System.Globalization;
using Activities.Runs;
using DuckDB.NET.Data;

namespace Storage.Facts.Runs;

/// <summary>A page of the list of runs, newest first. Parts that are not asked for are not in the statement: the database reads no column for them.</summary>
internal static class RunPages
{
    private const string Found = "(contains(lower(name), $text) OR contains(lower(started_by), $text) OR id = $text OR contains(lower(coalesce(correlation, '')), $text))";

    public static IReadOnlyList<RunRecord> Read(DuckDBConnection connection, RunFilter filter)
    {
        var (parts, parameters) = (new List<string> { "TRUE" }, new List<(string, object?)>());
        Ask("definition_id = $definition", "definition", filter.DefinitionId);
        Ask("status = $status", "status", filter.Status?.ToString());
        Ask(Found, "text", string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim().ToLowerInvariant());
        Ask("no < (SELECT no FROM run WHERE id = $before)", "before", filter.Before);
        var page = string.Create(CultureInfo.InvariantCulture, $"LIMIT {filter.Limit} OFFSET {filter.Offset}");
        return connection.List($"SELECT {RunRows.Columns} FROM run WHERE {string.Join(" AND ", parts)} ORDER BY no DESC {page}", RunRows.Read, parameters);

        void Ask(string part, string name, string? value)
        {
            if (value is null)
                return;
            parts.Add(part);
            parameters.Add((name, value));
        }
    }
}
