using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Activities.Documents;
using Designer.Contracts.Security;
using Designer.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Designer.Server.Security;

/// <summary>Keys for programs: the one that Designer:ApiKey seeds, and those made in the settings page ("wfd_" id "_" secret), shown once and revocable.</summary>
public sealed class ApiKeyStore(IDocumentStore<StoredApiKey> keys, IOptions<DesignerOptions> options, TimeProvider time)
{
    private const string Mark = "wfd";

    /// <summary>"Last used" is for people who tidy up; a write a request would be too much for it.</summary>
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromHours(1);

    private readonly byte[]? _configured = options.Value.ApiKey is { } key ? Hash(key) : null;

    /// <returns>Null: unknown or revoked.</returns>
    public async Task<KeyHolder?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_configured is not null && CryptographicOperations.FixedTimeEquals(_configured, Hash(key)))
            return new KeyHolder("automation", Roles.Owner);
        if (key.Split('_', 3) is not [Mark, var id, _] || await keys.FindAsync(id, cancellationToken) is not { } stored)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(stored.Document.Hash), Hash(key)))
            return null;
        await NoteUseAsync(stored, cancellationToken);
        return new KeyHolder(stored.Document.Name, Roles.Owner);
    }

    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await keys.ListAsync(cancellationToken)).OrderBy(key => key.Document.CreatedAt).Select(key => Row(key.Id, key.Document))];

    public async Task<CreateApiKeyResponse> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var key = $"{Mark}_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        var stored = new StoredApiKey(name, $"{Mark}_{id}", Convert.ToHexString(Hash(key)), time.GetUtcNow(), null);
        await keys.PutAsync(id, stored, expectedRevision: 0, cancellationToken);
        return new CreateApiKeyResponse(Row(id, stored), key);
    }

    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) => keys.DeleteAsync(id, expectedRevision: null, cancellationToken);

    private async Task NoteUseAsync(Stored<StoredApiKey> key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (key.Document.LastUsedAt is { } last && now - last < UseIsNoted)
            return;
        try
        {
            await keys.PutAsync(key.Id, key.Document with { LastUsedAt = now }, key.Revision, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            // A request beside this one noted it, or the key was revoked just now and must not come back.
        }
    }

    private static ApiKeyRow Row(string id, StoredApiKey key) => new(id, key.Name, key.Prefix, key.CreatedAt, key.LastUsedAt);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

public sealed record KeyHolder(string Name, string Role);
