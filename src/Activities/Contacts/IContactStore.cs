namespace Activities.Contacts;

/// <summary>Contacts in the fact store (DuckDB; later PostgreSQL). Every write is durable when its task completes.</summary>
public interface IContactStore
{
    /// <summary>Inserts or updates by external id, else e-mail (whatever its case); one transaction, all or nothing.</summary>
    /// <param name="overwrite">True: given fields replace stored ones. False: they only fill empty ones.</param>
    Task<UpsertResult> UpsertAsync(IReadOnlyList<ContactUpsert> contacts, bool overwrite, CancellationToken cancellationToken);

    Task<Contact?> FindAsync(long id, CancellationToken cancellationToken);
    Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <param name="query">Matches e-mail, names and external id, whatever their case; empty means all.</param>
    Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken);

    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Ids of those who exist, by the external id as it was given.</summary>
    Task<IReadOnlyDictionary<string, long>> IdsByExternalIdAsync(IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken);

    /// <summary>Ids of those who exist, by address whatever its case; where several share one, the oldest.</summary>
    Task<IReadOnlyDictionary<string, long>> IdsByEmailAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);

    /// <summary>Removes the person and everything about them; statistics stay.</summary>
    Task<bool> EraseAsync(long id, CancellationToken cancellationToken);

    Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken);

    /// <summary>Adds attributes that are not there yet. A name that exists with another type throws <see cref="AttributeTypeException"/>.</summary>
    Task EnsureAttributesAsync(IReadOnlyList<AttributeDefinition> attributes, CancellationToken cancellationToken);

    Task SetAttributeAsync(IReadOnlyCollection<long> contacts, string attribute, object? value, CancellationToken cancellationToken);
    Task AddTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken);
    Task RemoveTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken);
    Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken);

    Task SetConsentAsync(long contact, string channel, bool given, string source, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What the contact said to being written to, when, and where they said it; newest first.</summary>
    Task<IReadOnlyList<ConsentEvidence>> ConsentHistoryAsync(long contact, CancellationToken cancellationToken);
}

public sealed record ConsentEvidence(string Channel, bool Given, string Source, DateTimeOffset At);

public sealed record UpsertResult(int Inserted, int Updated, IReadOnlyList<RejectedContact> Rejected);

public sealed record RejectedContact(long Line, string Reason);

public sealed record ContactList(IReadOnlyList<Contact> Contacts, long Total);

public sealed class AttributeTypeException(string message) : Exception(message);
