namespace Designer.Server.Security;

/// <summary>Who holds a key: the configured one, or one that was made in the settings page.</summary>
public interface IApiKeys
{
    /// <returns>Null: unknown or revoked.</returns>
    Task<KeyHolder?> FindAsync(string key, CancellationToken cancellationToken);
}

public sealed record KeyHolder(string Name, string Role);
