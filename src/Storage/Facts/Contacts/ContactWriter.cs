using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>Writes merged drafts: new ones through the appender, known ones through one staged update of just the columns that were given.</summary>
internal static class ContactWriter
{
    private static readonly (string Column, string Type, Func<ContactDraft, object?> Value)[] Fields =
    [
        ("external_id", "VARCHAR", d => d.ExternalId),
        ("email", "VARCHAR", d => d.Email?.Trim()),
        ("email_key", "VARCHAR", d => d.Email is { } email ? ContactUpserts.Key(email) : null),
        ("phone", "VARCHAR", d => d.Phone),
        ("first_name", "VARCHAR", d => d.FirstName),
        ("last_name", "VARCHAR", d => d.LastName),
        ("language", "VARCHAR", d => d.Language),
        ("time_zone", "VARCHAR", d => d.TimeZone),
        ("created_at", "TIMESTAMP", d => d.CreatedAt?.UtcDateTime),
        ("email_consent", "BOOLEAN", d => d.EmailConsent),
    ];

    public static void Insert(DuckDBConnection connection, AttributeColumns attributes, List<ContactDraft> drafts, DateTimeOffset now)
    {
        if (drafts.Count == 0)
            return;
        using (var appender = connection.CreateAppender("contact"))
        {
            foreach (var draft in drafts)
            {
                var row = appender.CreateRow().AppendValue(draft.Id);
                foreach (var (column, _, value) in Fields)
                    row.AppendAny(value(draft) ?? (column == "created_at" ? now.UtcDateTime : null));
                row.AppendValue(draft.Tags.ToList());
                foreach (var attribute in attributes.All)
                    row.AppendAny(draft.Attributes.GetValueOrDefault(attribute.Ordinal));
                row.EndRow();
            }
        }

        KeepEvidence(connection, drafts.Where(d => d.EmailConsent is not null), now);
    }

    public static void Update(DuckDBConnection connection, AttributeColumns attributes, List<ContactDraft> drafts, bool overwrite, DateTimeOffset now)
    {
        if (drafts.Count == 0)
            return;
        var given = Fields.Where(f => drafts.Any(d => f.Value(d) is not null)).ToList();
        foreach (var attribute in attributes.All.Where(a => drafts.Any(d => d.Attributes.ContainsKey(a.Ordinal))))
            given.Add((attribute.Column, attribute.SqlType, d => d.Attributes.GetValueOrDefault(attribute.Ordinal)));

        connection.Execute($"CREATE OR REPLACE TEMP TABLE stage_contact (id BIGINT, tags VARCHAR[]{string.Concat(given.Select(g => $", {g.Column} {g.Type}"))})");
        using (var appender = connection.CreateAppender("temp", "main", "stage_contact"))
        {
            foreach (var draft in drafts)
            {
                var row = appender.CreateRow().AppendValue(draft.Id).AppendValue(draft.Tags.ToList());
                foreach (var (_, _, value) in given)
                    row.AppendAny(value(draft));
                row.EndRow();
            }
        }

        var changed = given.Any(g => g.Column == "email_consent") ? ConsentChanges(connection, drafts, overwrite) : [];
        var sets = given.Select(g => overwrite ? $"{g.Column} = coalesce(s.{g.Column}, contact.{g.Column})" : $"{g.Column} = coalesce(contact.{g.Column}, s.{g.Column})").ToList();
        if (drafts.Any(d => d.Tags.Count > 0))
            sets.Add("tags = list_sort(list_distinct(list_concat(contact.tags, s.tags)))");
        if (sets.Count > 0)
            connection.Execute($"UPDATE contact SET {string.Join(", ", sets)} FROM stage_contact s WHERE s.id = contact.id");
        connection.Execute("DROP TABLE stage_contact");
        KeepEvidence(connection, changed, now);
    }

    /// <summary>Those whose stored answer will really become another one.</summary>
    private static List<ContactDraft> ConsentChanges(DuckDBConnection connection, List<ContactDraft> drafts, bool overwrite)
    {
        var condition = overwrite ? "c.email_consent IS DISTINCT FROM s.email_consent" : "c.email_consent IS NULL";
        var ids = connection.List($"SELECT c.id FROM contact c JOIN stage_contact s ON s.id = c.id WHERE s.email_consent IS NOT NULL AND {condition}", r => r.GetInt64(0)).ToHashSet();
        return [.. drafts.Where(d => ids.Contains(d.Id))];
    }

    private static void KeepEvidence(DuckDBConnection connection, IEnumerable<ContactDraft> drafts, DateTimeOffset now)
    {
        using var appender = connection.CreateAppender("consent");
        foreach (var draft in drafts)
            appender.CreateRow().AppendValue(draft.Id).AppendValue("email").AppendValue(draft.EmailConsent!.Value).AppendValue(draft.ConsentSource).AppendValue((draft.CreatedAt ?? now).UtcDateTime).EndRow();
    }

    private static void AppendAny(this IDuckDBAppenderRow row, object? value)
    {
        switch (value)
        {
            case null: row.AppendNullValue(); break;
            case string text: row.AppendValue(text); break;
            case double number: row.AppendValue(number); break;
            case bool yes: row.AppendValue(yes); break;
            case DateTime at: row.AppendValue(at); break;
            default: throw new ArgumentException($"No column holds a {value.GetType().Name}.", nameof(value));
        }
    }
}
