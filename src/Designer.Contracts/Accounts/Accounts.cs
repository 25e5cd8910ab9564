namespace Designer.Contracts.Accounts;

/// <summary>GET /api/accounts, PUT and DELETE /api/accounts/{id}, POST /api/accounts/{id}/check (connects and says what happened). Secrets go in and never come out.</summary>
/// <param name="Kind">smtp or mastodon.</param>
public sealed record AccountRow(string Id, string Name, string Kind, bool IsDefault, SmtpSettings? Smtp, MastodonSettings? Mastodon, bool HasSecret, long Revision);

/// <param name="Security">none, startTls or tls.</param>
public sealed record SmtpSettings(string Host, int Port, string Security, string? UserName, string FromAddress, string FromName, int Connections);

public sealed record MastodonSettings(string Server, string Visibility);

/// <param name="Secret">The password or access token; null keeps the stored one.</param>
public sealed record SaveAccountRequest(string Name, string Kind, bool IsDefault, SmtpSettings? Smtp, MastodonSettings? Mastodon, string? Secret);

public sealed record AccountCheck(bool Ok, string Message);
