using Activities.Runs;

namespace Activities.Social;

/// <summary>Publishes posts to one kind of network.</summary>
public interface ISocialChannel
{
    /// <param name="post">Its id travels as the network's idempotency key, so that a second attempt is not a second post.</param>
    /// <exception cref="ActivityFaultException">The network cannot be reached, limits us or refuses the account; the message says until when or what to change.</exception>
    Task<Publication> PublishAsync(SocialAccount account, SocialPost post, CancellationToken cancellationToken);
}

/// <summary>An account that posts leave through.</summary>
public abstract record SocialAccount(string Id, string Name)
{
    /// <summary>The most characters that a post may have, as the network counts them.</summary>
    public abstract int MaxLength { get; }
}

/// <summary>Finds an account by its id or name.</summary>
public interface ISocialAccounts
{
    /// <param name="account">Null or empty: the default account.</param>
    /// <returns>Null: none is connected, and the built-in feed alone keeps the post.</returns>
    /// <exception cref="ActivityFaultException">No account has this name.</exception>
    Task<SocialAccount?> FindAsync(string? account, CancellationToken cancellationToken);
}

public sealed record SocialPost(string Id, string Text, string Language);

/// <param name="Url">Where it can be read; null when the network refused it or it stayed in the house.</param>
/// <param name="Refusal">The network's sentence, when it takes the account but not this post.</param>
public sealed record Publication(PostState State, string? Url, string? Refusal);
