using Activities.Documents;
using Designer.Contracts.Accounts;
using Designer.Server.Security;

namespace Designer.Server.Accounts;

/// <summary>Accounts by id. Flows ask for one by name; null asks for the default of a kind.</summary>
public sealed class AccountStore(IDocumentStore<Account> accounts, Secrets secrets)
{
    public Task<IReadOnlyList<Stored<Account>>> ListAsync(CancellationToken cancellationToken) => accounts.ListAsync(cancellationToken);

    public Task<Stored<Account>?> FindAsync(string id, CancellationToken cancellationToken) => accounts.FindAsync(id, cancellationToken);

    /// <summary>For flows: the account of this kind and name, or the kind's default. Null: keep the message or post here only.</summary>
    public async Task<Stored<Account>?> FindByNameAsync(string kind, string? name, CancellationToken cancellationToken) =>
        (await accounts.ListAsync(cancellationToken)).FirstOrDefault(account => account.Document.Kind == kind
            && (string.IsNullOrWhiteSpace(name) ? account.Document.IsDefault : string.Equals(account.Document.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)));

    public string? Secret(Account account) => account.SealedSecret is { } sealedSecret ? secrets.Open(sealedSecret) : null;

    /// <exception cref="RevisionConflictException">Somebody else saved in between.</exception>
    public async Task<Stored<Account>> SaveAsync(string id, SaveAccountRequest request, long? revision, CancellationToken cancellationToken)
    {
        var former = await accounts.FindAsync(id, cancellationToken);
        var sealedSecret = request.Secret is { } secret ? (secret.Length == 0 ? null : secrets.Seal(secret)) : former?.Document.SealedSecret;
        var account = new Account(request.Name.Trim(), request.Kind, request.IsDefault, request.Smtp, request.Mastodon, sealedSecret);
        var saved = await accounts.PutAsync(id, account, revision, cancellationToken);
        if (account.IsDefault)
            await LeaveOneDefaultAsync(id, account.Kind, cancellationToken);
        return saved;
    }

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => accounts.DeleteAsync(id, expectedRevision: null, cancellationToken);

    private async Task LeaveOneDefaultAsync(string id, string kind, CancellationToken cancellationToken)
    {
        foreach (var other in (await accounts.ListAsync(cancellationToken)).Where(other => other.Id != id && other.Document.Kind == kind && other.Document.IsDefault))
            await accounts.PutAsync(other.Id, other.Document with { IsDefault = false }, expectedRevision: null, cancellationToken);
    }
}
