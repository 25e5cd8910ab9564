using Activities.Runs;

namespace Activities.Social;

/// <summary>Publishes posts. What it is given stands in the built-in feed already.</summary>
public interface ISocialChannel
{
    /// <param name="account">Null: none is connected, and the feed alone keeps the post.</param>
    /// <param name="post">Its id travels as the network's idempotency key, so that a second attempt is not a second post.</param>
    /// <exception cref="ActivityFaultException">The network cannot be reached, limits us or refuses the account; the message says until when or what to change.</exception>
    Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken);
}

/// <summary>An account that posts leave through.</summary>
public abstract record SocialAccount(string Id, string Name);

/// <summary>Finds an account by its id or name.</summary>
public interface ISocialAccounts
{
    /// <param name="account">Null or empty: the default account.</param>
    /// <returns>Null: none was named and none is the default.</returns>
    /// <exception cref="ActivityFaultException">No account has this name.</exception>
    Task<SocialAccount?> FindAsync(string? account, CancellationToken cancellationToken);
}

public sealed record SocialPost(string Id, string Text, string Language);

/// <param name="Url">Where it can be read; null when it was refused or stayed in the house.</param>
/// <param name="Refusal">A sentence, when the network takes the account but not this post.</param>
public sealed record Publication(PostState State, string? Url = null, string? Refusal = null);

/// <summary>For simulated runs: the feed shows what would have been published.</summary>
public sealed class SimulatedChannel : ISocialChannel
{
    public Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken) => Task.FromResult(new Publication(PostState.Simulated));
}
