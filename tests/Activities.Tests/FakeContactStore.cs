using Activities.Contacts;

namespace Activities.Tests;

/// <summary>Remembers what activities wrote; reads answer from <see cref="Contacts"/>.</summary>
public sealed class FakeContactStore(params Contact[] contacts) : IContactStore
{
    public List<Contact> Contacts { get; } = [.. contacts];
    public Dictionary<string, List<long>> Tagged { get; } = [];
    public List<(long Contact, string Attribute, object? Value)> Written { get; } = [];
    public List<AttributeDefinition> Known { get; } = [];
    public List<(long Contact, string Channel, bool Given)> Consents { get; } = [];

    private readonly Dictionary<string, int> _places = [];

    /// <summary>What upserts left, one per external id or address.</summary>
    public List<ContactUpsert> Upserted { get; } = [];

    public Task<UpsertResult> UpsertAsync(IReadOnlyList<ContactUpsert> contacts, bool overwrite, CancellationToken cancellationToken)
    {
        int inserted = 0, updated = 0;
        foreach (var contact in contacts)
        {
            string[] keys = [.. new[] { contact.ExternalId is { } id ? $"id {id}" : null, contact.Email is { } email ? $"mail {email.ToUpperInvariant()}" : null }.OfType<string>()];
            if (keys.FirstOrDefault(_places.ContainsKey) is not { } known)
            {
                foreach (var key in keys)
                    _places[key] = Upserted.Count;
                Upserted.Add(contact);
                inserted++;
                continue;
            }
            if (overwrite)
                Upserted[_places[known]] = contact;
            updated++;
        }
        return Task.FromResult(new UpsertResult(inserted, updated, []));
    }

    public Task<Contact?> FindAsync(long id, CancellationToken cancellationToken) => Task.FromResult(Contacts.Find(c => c.Id == id));

    public Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Contact>>([.. Contacts.Where(c => ids.Contains(c.Id))]);

    public Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(new ContactList([.. Contacts.Skip(offset).Take(limit)], Contacts.Count));

    public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult((long)Contacts.Count);

    public Task<IReadOnlyDictionary<string, long>> IdsByExternalIdAsync(IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(Contacts.Select(c => (c.ExternalId, c.Id)).Concat(Upserted.Select(c => (c.ExternalId, Id: c.Line)))
            .Where(c => c.ExternalId is not null && externalIds.Contains(c.ExternalId)).ToDictionary(c => c.ExternalId!, c => c.Id));

    public Task<IReadOnlyDictionary<string, long>> IdsByEmailAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(Contacts.Select(c => (c.Email, c.Id)).Concat(Upserted.Select(c => (c.Email, Id: c.Line)))
            .Where(c => c.Email is not null && addresses.Contains(c.Email, StringComparer.OrdinalIgnoreCase)).ToDictionary(c => c.Email!, c => c.Id));

    public Task<IReadOnlyList<ConsentEvidence>> ConsentHistoryAsync(long contact, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ConsentEvidence>>([]);

    public Task<bool> EraseAsync(long id, CancellationToken cancellationToken) => Task.FromResult(Contacts.RemoveAll(c => c.Id == id) > 0);

    public Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AttributeDefinition>>(Known);

    public Task EnsureAttributesAsync(IReadOnlyList<AttributeDefinition> attributes, CancellationToken cancellationToken)
    {
        Known.AddRange(attributes);
        return Task.CompletedTask;
    }

    public Task SetAttributeAsync(IReadOnlyCollection<long> contacts, string attribute, object? value, CancellationToken cancellationToken)
    {
        Written.AddRange(contacts.Select(c => (c, attribute, value)));
        return Task.CompletedTask;
    }

    public Task AddTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken)
    {
        if (!Tagged.TryGetValue(tag, out var ids))
            Tagged[tag] = ids = [];
        ids.AddRange(contacts);
        return Task.CompletedTask;
    }

    public Task RemoveTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken)
    {
        if (Tagged.TryGetValue(tag, out var ids))
            ids.RemoveAll(contacts.Contains);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. Tagged.Keys]);

    public Task SetConsentAsync(long contact, string channel, bool given, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Consents.Add((contact, channel, given));
        return Task.CompletedTask;
    }
}
