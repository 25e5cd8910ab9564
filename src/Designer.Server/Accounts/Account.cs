using Designer.Contracts.Accounts;

namespace Designer.Server.Accounts;

/// <summary>A way out into the world: a mail server or a social network. Its secret is sealed at rest and leaves the store only towards that server.</summary>
/// <param name="Kind">One of <see cref="AccountKinds"/>.</param>
public sealed record Account(string Name, string Kind, bool IsDefault, SmtpSettings? Smtp, MastodonSettings? Mastodon, string? SealedSecret);

public static class AccountKinds
{
    public const string Smtp = "smtp";
    public const string Mastodon = "mastodon";
}
