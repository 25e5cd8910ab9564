using Activities.Contacts;

namespace Storage.Facts.Contacts;

/// <summary>Suppressed addresses, compared in lower case; the first reason stays.</summary>
public sealed class SuppressionStore(FactsDatabase facts) : ISuppressionStore
{
    public Task AddAsync(string address, string reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            c => c.Execute(
                "INSERT INTO suppression SELECT $address, $key, $reason, $at WHERE NOT ($key IN (SELECT address_key FROM suppression))",
                ("address", address.Trim()), ("key", ContactUpserts.Key(address)), ("reason", reason), ("at", at.UtcDateTime)),
            cancellationToken);

    public Task RemoveAsync(string address, CancellationToken cancellationToken) =>
        facts.WriteAsync(c => c.Execute("DELETE FROM suppression WHERE address_key = $key", ("key", ContactUpserts.Key(address))), cancellationToken);

    public async Task<IReadOnlySet<string>> FindAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var keys = addresses.Select(ContactUpserts.Key).Distinct(StringComparer.Ordinal).ToList();
        return await facts.ReadAsync<IReadOnlySet<string>>(
            c => c.List("SELECT address_key FROM suppression WHERE address_key IN (SELECT unnest($keys))", r => r.GetString(0), ("keys", keys)).ToHashSet(StringComparer.OrdinalIgnoreCase),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Suppression>> ListAsync(int offset, int limit, CancellationToken cancellationToken) =>
        await facts.ReadAsync(
            c => c.List(
                "SELECT address, reason, \"at\" FROM suppression ORDER BY \"at\" DESC, address_key LIMIT $limit OFFSET $offset",
                r => new Suppression(r.GetString(0), r.GetString(1), r.Instant(2)),
                ("limit", (long)limit), ("offset", (long)offset)),
            cancellationToken);
}
