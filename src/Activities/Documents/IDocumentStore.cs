namespace Activities.Documents;

/// <summary>
/// Authored documents of one kind (definitions, templates, segments, accounts, users …) in LiteDB; later PostgreSQL. Instants are kept as UTC
/// ticks, each change is one document and durable when it returns.
/// </summary>
public interface IDocumentStore<T>
    where T : class
{
    Task<Stored<T>?> FindAsync(string id, CancellationToken cancellationToken);
    Task<IReadOnlyList<Stored<T>>> ListAsync(CancellationToken cancellationToken);

    /// <param name="expectedRevision">Null: write whatever is there. 0: only if it does not exist. Else only if the stored revision is this one.</param>
    /// <exception cref="RevisionConflictException">Somebody else wrote in between; nothing was changed.</exception>
    Task<Stored<T>> PutAsync(string id, T document, long? expectedRevision, CancellationToken cancellationToken);

    /// <exception cref="RevisionConflictException">Somebody else wrote in between; nothing was changed.</exception>
    Task<bool> DeleteAsync(string id, long? expectedRevision, CancellationToken cancellationToken);
}

/// <summary>A document with its revision (from 1, one more at each write).</summary>
public sealed record Stored<T>(string Id, T Document, long Revision, DateTimeOffset UpdatedAt);

public sealed class RevisionConflictException(string id, long expected, long actual)
    : Exception($"'{id}' was changed by somebody else: revision {actual} is stored, {expected} was expected.")
{
    public string Id => id;
    public long Expected => expected;
    public long Actual => actual;
}
