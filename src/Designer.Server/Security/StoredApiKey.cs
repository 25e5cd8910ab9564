namespace Designer.Server.Security;

/// <summary>A key as it lies in the store: its hash only. The secret part has 256 random bits, so a fast hash is enough.</summary>
public sealed record StoredApiKey(string Name, string Prefix, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);
