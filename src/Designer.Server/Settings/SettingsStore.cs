using Activities.Documents;

namespace Designer.Server.Settings;

public sealed class SettingsStore(IDocumentStore<StoredSettings> settings)
{
    private const string Id = "settings";

    /// <summary>A sender under a reserved domain: until the owner has set a real one, nothing that is sent pretends to be somebody.</summary>
    private static readonly StoredSettings Defaults = new("UTC", "Demo shop", "shop@example.com", "Demo shop, 1 Example Street, Exampletown");

    /// <returns>Revision 0: nobody has saved any yet.</returns>
    public async Task<Stored<StoredSettings>> GetAsync(CancellationToken cancellationToken) =>
        await settings.FindAsync(Id, cancellationToken) ?? new Stored<StoredSettings>(Id, Defaults, 0, default);

    /// <exception cref="RevisionConflictException">Somebody else saved in between.</exception>
    public Task<Stored<StoredSettings>> SaveAsync(StoredSettings value, long? revision, CancellationToken cancellationToken) => settings.PutAsync(Id, value, revision, cancellationToken);
}
