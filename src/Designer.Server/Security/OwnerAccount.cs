using Activities.Documents;

namespace Designer.Server.Security;

/// <summary>The owner of this installation: made once with the set-up token, reset by the command reset-owner.</summary>
public sealed class OwnerAccount(IDocumentStore<User> users, SetupToken setup, Passwords passwords)
{
    /// <summary>The name is data; the document's place is fixed, so that two set-ups at once cannot make two owners.</summary>
    private const string Id = "owner";

    public async Task<User?> FindAsync(CancellationToken cancellationToken) => (await users.FindAsync(Id, cancellationToken))?.Document;

    /// <exception cref="RevisionConflictException">There is an owner already.</exception>
    public async Task<User> CreateAsync(string name, string password, CancellationToken cancellationToken)
    {
        var owner = new User(name, Roles.Owner, passwords.Hash(password), Guid.NewGuid().ToString("N"));
        await users.PutAsync(Id, owner, expectedRevision: 0, cancellationToken);
        setup.Spend();
        return owner;
    }

    /// <summary>Checks a password for the owner or, in the same time, for nobody.</summary>
    public async Task<User?> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        var owner = await FindAsync(cancellationToken);
        var named = owner is not null && string.Equals(owner.Name, name.Trim(), StringComparison.OrdinalIgnoreCase) ? owner : null;
        return await Task.Run(() => passwords.Matches(named, password), cancellationToken) ? named : null;
    }

    /// <returns>The former owner's name; null: there was none.</returns>
    public async Task<string?> ResetAsync(CancellationToken cancellationToken)
    {
        var owner = await FindAsync(cancellationToken);
        await users.DeleteAsync(Id, expectedRevision: null, cancellationToken);
        return owner?.Name;
    }
}
