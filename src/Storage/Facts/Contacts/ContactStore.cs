using Activities.Contacts;

namespace Storage.Facts.Contacts;

/// <summary>Contacts as one wide DuckDB table, a typed column for each attribute.</summary>
public sealed class ContactStore(FactsDatabase facts, TimeProvider clock) : IContactStore
{
    private const string Ids = "SELECT unnest($ids)";
    private readonly ContactQueries _queries = new(facts, (c, _) => ContactView.Real(c));

    public Task<UpsertResult> UpsertAsync(IReadOnlyList<ContactUpsert> contacts, bool overwrite, CancellationToken cancellationToken) =>
        contacts.Count == 0
            ? Task.FromResult(new UpsertResult(0, 0, []))
            : facts.WriteAsync(c => ContactUpserts.Run(c, contacts, overwrite, clock.GetUtcNow()), cancellationToken);

    public Task<Contact?> FindAsync(long id, CancellationToken cancellationToken) => _queries.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => _queries.GetAsync(ids, cancellationToken);

    public Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken) => _queries.ListAsync(query, offset, limit, cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => facts.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM contact"), cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByExternalIdAsync(IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        IdsAsync("external_id", [.. externalIds], StringComparer.Ordinal, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByEmailAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        IdsAsync("email_key", [.. addresses.Select(ContactUpserts.Key)], StringComparer.OrdinalIgnoreCase, cancellationToken);

    public Task<bool> EraseAsync(long id, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                foreach (var statement in FactsSchema.Features.SelectMany(f => f.Erase))
                    c.Execute(statement, ("contact", id));
                return c.Execute("DELETE FROM contact WHERE id = $id", ("id", id)) > 0;
            },
            cancellationToken);

    public Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken) => _queries.AttributesAsync(cancellationToken);

    public Task EnsureAttributesAsync(IReadOnlyList<AttributeDefinition> attributes, CancellationToken cancellationToken) =>
        facts.WriteAsync(c => AttributeColumns.Ensure(c, attributes), cancellationToken);

    public Task SetAttributeAsync(IReadOnlyCollection<long> contacts, string attribute, object? value, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                var column = AttributeColumns.Load(c).Find(attribute) ?? throw new AttributeTypeException($"There is no attribute '{attribute}'.");
                c.Execute($"UPDATE contact SET {column.Column} = $value WHERE id IN ({Ids})", ("value", AttributeValues.Fit(column.Definition, value)), ("ids", contacts.ToList()));
            },
            cancellationToken);

    public Task AddTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c => c.Execute($"UPDATE contact SET tags = list_sort(list_append(tags, $tag)) WHERE id IN ({Ids}) AND NOT list_contains(tags, $tag)", ("tag", tag), ("ids", contacts.ToList())),
            cancellationToken);

    public Task RemoveTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c => c.Execute($"UPDATE contact SET tags = list_filter(tags, lambda t: t <> $tag) WHERE id IN ({Ids}) AND list_contains(tags, $tag)", ("tag", tag), ("ids", contacts.ToList())),
            cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => _queries.TagsAsync(cancellationToken);

    public Task SetConsentAsync(long contact, string channel, bool given, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                c.Execute(
                    "INSERT INTO consent SELECT id, $channel, $given, $source, $at FROM contact WHERE id = $contact",
                    ("contact", contact), ("channel", channel), ("given", given), ("source", source), ("at", at.UtcDateTime));
                if (channel == "email")
                    c.Execute("UPDATE contact SET email_consent = $given WHERE id = $contact", ("given", given), ("contact", contact));
            },
            cancellationToken);

    public async Task<IReadOnlyList<ConsentEvidence>> ConsentHistoryAsync(long contact, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                "SELECT channel, given, source, \"at\" FROM consent WHERE contact_id = $contact ORDER BY \"at\" DESC",
                r => new ConsentEvidence(r.GetString(0), r.GetBoolean(1), r.GetString(2), r.Instant(3)),
                ("contact", contact)),
            cancellationToken);

    private async Task<IReadOnlyDictionary<string, long>> IdsAsync(string column, List<string> keys, StringComparer comparer, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List($"SELECT {column}, min(id) FROM contact WHERE {column} IN (SELECT unnest($keys)) GROUP BY {column}", r => (Key: r.GetString(0), Id: r.GetInt64(1)), ("keys", keys))
                .ToDictionary(r => r.Key, r => r.Id, comparer),
            cancellationToken);
}
