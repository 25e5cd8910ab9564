using System.Security.Cryptography;
using System.Text;
using Designer.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Designer.Server.Security;

/// <summary>The key that Designer:ApiKey seeds for automation. Hashes are compared, so that neither the length nor a prefix shows in the time it takes.</summary>
public sealed class ConfiguredApiKey(IOptions<DesignerOptions> options) : IApiKeys
{
    private readonly byte[]? _hash = options.Value.ApiKey is { } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;

    public Task<KeyHolder?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_hash is not null && CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(key))) ? new KeyHolder("automation", Roles.Owner) : null);
}
