using Activities.Contacts;

namespace Designer.Server.Runs;

/// <summary>Contacts as a simulated run sees them: what it reads is real, what it writes is not kept.</summary>
internal sealed class SimulatedContacts(IContactStore real) : IContactStore
{
    public Task<Contact?> FindAsync(long id, CancellationToken cancellationToken) => real.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => real.GetAsync(ids, cancellationToken);

    public Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken) => real.ListAsync(query, offset, limit, cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => real.CountAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByExternalIdAsync(IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        real.IdsByExternalIdAsync(externalIds, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByEmailAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => real.IdsByEmailAsync(addresses, cancellationToken);

    public Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken) => real.AttributesAsync(cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => real.TagsAsync(cancellationToken);

    public Task<IReadOnlyList<ConsentEvidence>> ConsentHistoryAsync(long contact, CancellationToken cancellationToken) => real.ConsentHistoryAsync(contact, cancellationToken);

    public Task<UpsertResult> UpsertAsync(IReadOnlyList<ContactUpsert> contacts, bool overwrite, CancellationToken cancellationToken) => Task.FromResult(new UpsertResult(0, contacts.Count, []));

    public Task<bool> EraseAsync(long id, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task EnsureAttributesAsync(IReadOnlyList<AttributeDefinition> attributes, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetAttributeAsync(IReadOnlyCollection<long> contacts, string attribute, object? value, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetConsentAsync(long contact, string channel, bool given, string source, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;
}
