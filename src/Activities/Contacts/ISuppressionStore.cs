namespace Activities.Contacts;

/// <summary>Addresses that must not be written to, whatever a contact's consent says. Kept by address, whatever its case, so that an import cannot bring it back.</summary>
public interface ISuppressionStore
{
    Task AddAsync(string address, string reason, DateTimeOffset at, CancellationToken cancellationToken);
    Task RemoveAsync(string address, CancellationToken cancellationToken);

    /// <summary>Those of the given addresses that are suppressed.</summary>
    Task<IReadOnlySet<string>> FindAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);

    Task<IReadOnlyList<Suppression>> ListAsync(int offset, int limit, CancellationToken cancellationToken);
}

public sealed record Suppression(string Address, string Reason, DateTimeOffset At);
