namespace Activities.Social;

/// <summary>The built-in feed: every post, kept before it is published.</summary>
public interface IPostStore
{
    /// <summary>Keeps a post as <see cref="PostState.Reserved"/>, durable when the task completes.</summary>
    /// <returns>The stored post when one with this id was there already, else the given one.</returns>
    Task<FeedPost> ReserveAsync(FeedPost post, CancellationToken cancellationToken);

    Task SealAsync(string id, PostState state, string? url, string? fault, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<FeedPostList> ListAsync(string? runId, int offset, int limit, CancellationToken cancellationToken);
}

public enum PostState
{
    /// <summary>Kept, and on its way.</summary>
    Reserved,

    /// <summary>In the built-in feed only.</summary>
    Feed,
    Published,
    Failed,

    /// <summary>Of a simulated run: it would have been published.</summary>
    Simulated,
}

public sealed record FeedPost(string Id, string RunId, string ActivityId, int Visit, string WorkflowName, string Text, string Language, string? Account, PostState State, string? Url, string? Fault, DateTimeOffset At);

public sealed record FeedPostList(IReadOnlyList<FeedPost> Items, long Total);
