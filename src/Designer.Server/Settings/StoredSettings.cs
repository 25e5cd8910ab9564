namespace Designer.Server.Settings;

/// <summary>What the owner sets once for the whole installation; flows and accounts may override the sender.</summary>
public sealed record StoredSettings(string DefaultZone, string SenderName, string SenderAddress, string PostalAddress);
