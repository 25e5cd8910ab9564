using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;
using Storage.Facts;

namespace Server.Tests.Runs;

/// <summary>Every row of every table but those of one run, as text. A table of which this file has not heard is compared whole.</summary>
internal static class FactsPicture
{
    public static Task<IReadOnlyDictionary<string, string>> FactsWithoutAsync(this DesignerServer server, string run) =>
        server.Services.GetRequiredService<FactsDatabase>().ReadAsync<IReadOnlyDictionary<string, string>>(
            c =>
            {
                var columns = Rows(c, "SELECT table_name, column_name FROM duckdb_columns() WHERE table_name IN (SELECT table_name FROM duckdb_tables())").ToLookup(r => r[0], r => r[1]);
                return columns.ToDictionary(t => t.Key, t => string.Join('\n', Rows(c, $"SELECT to_json(x)::VARCHAR FROM {t.Key} x WHERE {Others(t.Key, [.. t], run)} ORDER BY 1").Select(r => r[0])));
            },
            RunServer.Token);

    private static string Others(string table, HashSet<string> columns, string run) => table switch
    {
        "run" => $"id <> '{run}'",
        "run_snapshot" => $"hash IN (SELECT snapshot FROM run WHERE id <> '{run}')",
        "message_frames" => $"id IN (SELECT frame FROM messages WHERE run_id <> '{run}')",
        _ when columns.Contains("run_id") => $"run_id <> '{run}'",
        _ when columns.Contains("run") => $"run NOT IN (SELECT no FROM run WHERE id = '{run}')",
        _ => "TRUE",
    };

    private static List<string[]> Rows(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
