namespace Designer.Server.Security;

/// <summary>Who signs in with a password. The stamp stands in every cookie: a new one ends every session.</summary>
public sealed record User(string Name, string Role, string PasswordHash, string Stamp);
