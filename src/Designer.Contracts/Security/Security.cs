namespace Designer.Contracts.Security;

/// <summary>GET /api/session (public): what the client must show first. State: setup (no owner yet), signedOut or signedIn. Antiforgery: send it back as X-XSRF-TOKEN on every request that changes something.</summary>
public sealed record Session(string State, string? UserName, string? Role, string? Antiforgery);

/// <summary>POST /api/setup with the one-time token from the console.</summary>
public sealed record SetupRequest(string Token, string UserName, string Password);

/// <summary>POST /api/session; DELETE /api/session signs out.</summary>
public sealed record SignInRequest(string UserName, string Password);

/// <summary>GET, POST /api/keys, DELETE /api/keys/{id}. The key itself is shown once.</summary>
public sealed record ApiKeyRow(string Id, string Name, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

public sealed record CreateApiKeyRequest(string Name);

public sealed record CreateApiKeyResponse(ApiKeyRow Row, string Key);

/// <summary>GET, PUT /api/settings.</summary>
public sealed record Settings(string? PublicUrl, string DefaultZone, string SenderName, string SenderAddress, string PostalAddress, long Revision);
