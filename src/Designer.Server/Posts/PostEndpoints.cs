using Activities.Social;
using Designer.Contracts.Posts;

namespace Designer.Server.Posts;

public static class PostEndpoints
{
    private const int LargestPage = 500;

    public static IEndpointRouteBuilder MapPosts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/posts", async (IPostStore feed, string? runId, CancellationToken cancellationToken, int offset = 0, int limit = 50) =>
        {
            var page = await feed.ListAsync(string.IsNullOrEmpty(runId) ? null : runId, Math.Max(0, offset), Math.Clamp(limit, 1, LargestPage), cancellationToken);
            return TypedResults.Ok(new PostPage([.. page.Items.Select(Row)], page.Total));
        });
        return routes;
    }

    private static PostRow Row(FeedPost p) => new(p.Id, p.RunId, p.WorkflowName, p.Text, p.Language, p.Account, State(p.State), p.Url, p.Fault, p.At);

    /// <summary>A reserved post is on its way: to its reader it stands in the feed.</summary>
    private static string State(PostState state) => (state == PostState.Reserved ? PostState.Feed : state).ToString().ToLowerInvariant();
}
