using DuckDB.NET.Data;

namespace Storage.Facts;

/// <summary>Short ways to say a statement with named parameters ($name). Values always travel as parameters, never inside the text.</summary>
internal static class DuckSql
{
    public static int Execute(this DuckDBConnection connection, string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <returns>The first column of the first row; default when there is no row or it is null.</returns>
    public static T? Scalar<T>(this DuckDBConnection connection, string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    public static List<T> List<T>(this DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> read, params IEnumerable<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public static DuckDBCommand Command(this DuckDBConnection connection, string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new DuckDBParameter(name, value));
        return command;
    }

    public static string? Text(this DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Instants are kept as TIMESTAMP in UTC: DuckDB's TIMESTAMPTZ depends on the session's zone.</summary>
    public static DateTimeOffset Instant(this DuckDBDataReader reader, int column) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));

    public static DateTimeOffset? InstantOrNull(this DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    /// <summary>An identifier that comes from outside (an attribute's name), safe inside a statement.</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
