using System.Collections.Immutable;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>
/// The contacts and scores that a reader sees: the tables as they are, or what a simulated run made of them. The same query asks either, because
/// a view has the table's columns under their names. Made and used in one transaction.
/// </summary>
/// <param name="Contacts">What stands after FROM; an alias follows.</param>
/// <param name="Scores">The same for scores: contact_id, name, value, at.</param>
internal sealed record ContactView(string Contacts, string Scores, AttributeColumns Attributes, ImmutableArray<(string Name, object? Value)> Parameters)
{
    public static ContactView Real(DuckDBConnection connection) => new("contact", "score", AttributeColumns.Load(connection), []);
}
