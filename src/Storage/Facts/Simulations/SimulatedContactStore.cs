using Activities.Contacts;
using Storage.Facts.Contacts;

namespace Storage.Facts.Simulations;

/// <summary>
/// Contacts as one simulated run sees and changes them: its tags and attributes are kept beside the real ones, and only it reads them. Who exists and
/// what they agreed to is real; an activity that would change that cannot be simulated, and says so instead of pretending.
/// </summary>
/// <param name="run">The run's number.</param>
internal sealed class SimulatedContactStore(FactsDatabase facts, IContactStore real, long run) : IContactStore
{
    private const string Those = "run = $run AND contact_id IN (SELECT unnest($ids))";
    private const string FromThose = "FROM contact WHERE id IN (SELECT unnest($ids))";

    private readonly ContactQueries _queries = new(facts, (c, who) => SimulatedView.Of(c, run, who));

    public Task<Contact?> FindAsync(long id, CancellationToken cancellationToken) => _queries.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Contact>> GetAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => _queries.GetAsync(ids, cancellationToken);

    public Task<ContactList> ListAsync(string? query, int offset, int limit, CancellationToken cancellationToken) => _queries.ListAsync(query, offset, limit, cancellationToken);

    public Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(CancellationToken cancellationToken) => _queries.AttributesAsync(cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => _queries.TagsAsync(cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => real.CountAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByExternalIdAsync(IReadOnlyCollection<string> externalIds, CancellationToken cancellationToken) =>
        real.IdsByExternalIdAsync(externalIds, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> IdsByEmailAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => real.IdsByEmailAsync(addresses, cancellationToken);

    public Task<IReadOnlyList<ConsentEvidence>> ConsentHistoryAsync(long contact, CancellationToken cancellationToken) => real.ConsentHistoryAsync(contact, cancellationToken);

    public Task EnsureAttributesAsync(IReadOnlyList<AttributeDefinition> attributes, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                foreach (var added in SimulatedView.Attributes(c, run).Missing(attributes))
                    c.Execute("INSERT INTO simulated_attribute VALUES ($run, $name, $type, $label)", ("run", run), ("name", added.Name), ("type", added.Type.ToString()), ("label", added.Definition.Label));
            },
            cancellationToken);

    public Task SetAttributeAsync(IReadOnlyCollection<long> contacts, string attribute, object? value, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                var column = SimulatedView.Attributes(c, run).Find(attribute) ?? throw new AttributeTypeException($"There is no attribute '{attribute}'.");
                (string, object?)[] which = [("run", run), ("attribute", attribute), ("ids", contacts.ToList())];
                c.Execute($"DELETE FROM simulated_value WHERE {Those} AND attribute = $attribute", which);
                c.Execute($"INSERT INTO simulated_value SELECT $run, id, $attribute, CAST($value AS VARCHAR) {FromThose}", [.. which, ("value", AttributeValues.Fit(column.Definition, value))]);
            },
            cancellationToken);

    public Task AddTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) => TagAsync(contacts, tag, given: true, cancellationToken);

    public Task RemoveTagAsync(IReadOnlyCollection<long> contacts, string tag, CancellationToken cancellationToken) => TagAsync(contacts, tag, given: false, cancellationToken);

    public Task<UpsertResult> UpsertAsync(IReadOnlyList<ContactUpsert> contacts, bool overwrite, CancellationToken cancellationToken) => throw Real("contacts are added or imported");

    public Task<bool> EraseAsync(long id, CancellationToken cancellationToken) => throw Real("a contact is erased");

    public Task SetConsentAsync(long contact, string channel, bool given, string source, DateTimeOffset at, CancellationToken cancellationToken) => throw Real("a consent is given or taken back");

    private Task TagAsync(IReadOnlyCollection<long> contacts, string tag, bool given, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c =>
            {
                (string, object?)[] which = [("run", run), ("tag", tag), ("ids", contacts.ToList())];
                c.Execute($"DELETE FROM simulated_tag WHERE {Those} AND tag = $tag", which);
                c.Execute($"INSERT INTO simulated_tag SELECT $run, id, $tag, $given {FromThose}", [.. which, ("given", given)]);
            },
            cancellationToken);

    private static NotSupportedException Real(string what) => new($"In a simulated run nothing is simulated by which {what}; only tags, attributes and scores are.");
}
