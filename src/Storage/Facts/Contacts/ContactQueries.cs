using Activities.Contacts;
using DuckDB.NET.Data;

namespace Storage.Facts.Contacts;

/// <summary>Contacts as one view shows them.</summary>
/// <param name="view">Gets a condition on contact_id that says of whom alone will be asked.</param>
internal sealed class ContactQueries(FactsDatabase facts, Func<DuckDBConnection, string, ContactView> view)
{
    private const string Everybody = "TRUE";

    public async Task<Contact?> FindAsync(long id, CancellationToken cancellationToken) =>
        await facts.ReadAsync(c => c.Contacts(view(c, "contact_id = $id"), "WHERE id = $id", ("id", id)).FirstOrDefault(), cancellationToken);

    public async Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        await facts.ReadAsync(c => c.Contacts(view(c, "contact_id IN (SELECT unnest($ids))"), "WHERE id IN (SELECT unnest($ids)) ORDER BY id", ("ids", ids.ToList())), cancellationToken);

    public Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken)
    {
        const string Matches = """
            WHERE contains(email_key, $query) OR contains(lower(external_id), $query)
               OR contains(lower(concat_ws(' ', first_name, last_name)), $query) OR contains(lower(concat(last_name, first_name)), $query)
            """;
        var text = query?.Trim().ToLowerInvariant() ?? "";
        var where = text.Length == 0 ? "" : Matches;
        (string, object?)[] filter = text.Length == 0 ? [] : [("query", text)];
        return facts.ReadAsync(
            c => new ContactList(
                c.Contacts(view(c, Everybody), $"{where} ORDER BY id LIMIT $limit OFFSET $offset", [.. filter, ("limit", (long)limit), ("offset", (long)offset)]),
                // No view adds or removes people, or changes what is searched.
                c.Scalar<long>($"SELECT count(*) FROM contact {where}", filter)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken) =>
        await facts.ReadAsync(c => view(c, Everybody).Attributes.All.Select(a => a.Definition).ToList(), cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) =>
        facts.ReadAsync<IReadOnlyList<string>>(
            c =>
            {
                var people = view(c, Everybody);
                return c.List($"SELECT DISTINCT unnest(tags) AS tag FROM {people.Contacts} p ORDER BY tag", r => r.GetString(0), people.Parameters);
            },
            cancellationToken);
}
