namespace Designer.Server.Shop;

/// <summary>Which story the demo shop of this data folder tells, and how far it was told: a later start goes on from there.</summary>
public sealed record LoadedShop(int Seed, int Contacts, DateTimeOffset OpenedAt, DateTimeOffset LoadedUntil);
