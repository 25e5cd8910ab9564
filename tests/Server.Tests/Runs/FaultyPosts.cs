using Activities.Social;

namespace Server.Tests.Runs;

/// <summary>A social network that is down until it is up.</summary>
internal sealed class FaultyPosts : ISocialChannel
{
    public const string Reason = "The network is down for repairs.";
    private int _attempts;

    public int Attempts => Volatile.Read(ref _attempts);

    public bool IsUp { get; set; }

    public Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        return IsUp ? Task.FromResult(new Publication(PostState.Feed)) : throw new HttpRequestException(Reason);
    }
}
