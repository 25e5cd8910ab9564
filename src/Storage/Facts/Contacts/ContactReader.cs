using Activities.Contacts;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>Reads whole contacts with the attributes that exist in this transaction.</summary>
internal static class ContactReader
{
    private const string Fields = "id, external_id, email, phone, first_name, last_name, language, time_zone, created_at, email_consent, tags";
    private const int FirstAttribute = 11;

    /// <param name="rest">What follows FROM contact: WHERE, ORDER BY, LIMIT.</param>
    public static List<Contact> Contacts(this DuckDBConnection connection, ContactView view, string rest, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var columns = string.Concat(view.Attributes.All.Select(a => $", {a.Column}"));
        return connection.List($"SELECT {Fields}{columns} FROM {view.Contacts} contact {rest}", r => Read(r, view.Attributes), [.. view.Parameters, .. parameters]);
    }

    private static Contact Read(DuckDBDataReader reader, AttributeColumns attributes)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < attributes.All.Count; i++)
        {
            var column = FirstAttribute + i;
            if (!reader.IsDBNull(column))
                values[attributes.All[i].Name] = attributes.All[i].Type == AttributeType.Date ? reader.Instant(column) : reader.GetValue(column);
        }

        return new Contact
        {
            Id = reader.GetInt64(0),
            ExternalId = reader.Text(1),
            Email = reader.Text(2),
            Phone = reader.Text(3),
            FirstName = reader.Text(4),
            LastName = reader.Text(5),
            Language = reader.Text(6),
            TimeZone = reader.Text(7),
            CreatedAt = reader.Instant(8),
            EmailConsent = !reader.IsDBNull(9) && reader.GetBoolean(9),
            Tags = reader.GetFieldValue<List<string>>(10),
            Attributes = values,
        };
    }
}
