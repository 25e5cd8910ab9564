using Activities.Runs;
using Activities.Social.Mastodon;
using Designer.Contracts.Accounts;
using Designer.Server.Accounts;

namespace Designer.Server.Posts;

/// <summary>Asks the server whom the token belongs to.</summary>
public sealed class MastodonAccountCheck(MastodonChannel channel) : IAccountCheck
{
    public string Kind => AccountKinds.Mastodon;

    public async Task<AccountCheck> CheckAsync(Account account, string? secret, CancellationToken cancellationToken)
    {
        var mastodon = ConnectedAccounts.Account("", account, secret);
        try
        {
            return new AccountCheck(true, $"{mastodon.Server.Host} knows us as @{await channel.CheckAsync(mastodon, cancellationToken)}.");
        }
        catch (ActivityFaultException fault)
        {
            return new AccountCheck(false, fault.Message);
        }
    }
}
