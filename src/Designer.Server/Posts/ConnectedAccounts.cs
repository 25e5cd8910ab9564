using Activities.Runs;
using Activities.Social;
using Activities.Social.Mastodon;
using Designer.Server.Accounts;

namespace Designer.Server.Posts;

/// <summary>The social accounts of the settings, as the channel knows them.</summary>
public sealed class ConnectedAccounts(AccountStore accounts) : ISocialAccounts
{
    public async Task<SocialAccount?> FindAsync(string? account, CancellationToken cancellationToken)
    {
        var found = await accounts.FindByNameAsync(AccountKinds.Mastodon, account, cancellationToken);
        if (found is null && !string.IsNullOrWhiteSpace(account))
            throw new ActivityFaultException($"There is no social account '{account}'. Choose another in the step, or add one with this name in the settings.", canRetry: false);
        return found is null ? null : Account(found.Id, found.Document, accounts.Secret(found.Document));
    }

    public static MastodonAccount Account(string id, Account account, string? secret)
    {
        var mastodon = account.Mastodon ?? throw new InvalidOperationException($"The account '{account.Name}' has no Mastodon settings.");
        return new MastodonAccount(id, account.Name, new Uri(mastodon.Server), mastodon.Visibility, secret ?? "");
    }
}
