using Activities.Social;
using DuckDB.NET.Data;

namespace Storage.Facts.Posts;

/// <summary>The feed in DuckDB. Posts are few, so a post's state is kept in its row.</summary>
public sealed class PostStore(FactsDatabase facts) : IPostStore
{
    private const string Columns = "id, run_id, activity_id, visit, workflow_name, text, language, account, state, url, fault, posted_at";

    /// <summary>What a simulation would have posted is told to who asks for that run, and to nobody else.</summary>
    private const string Asked = "(run_id = $run OR ($run IS NULL AND run_id NOT IN (SELECT id FROM simulation)))";

    public Task<FeedPost> ReserveAsync(FeedPost post, CancellationToken cancellationToken) => facts.WriteAsync(connection => Reserve(connection, post), cancellationToken);

    public Task SealAsync(string id, PostState state, string? url, string? fault, CancellationToken cancellationToken) =>
        facts.WriteAsync(
            connection => connection.Execute(
                "UPDATE posts SET state = $state, url = $url, fault = $fault WHERE id = $id", ("state", Name(state)), ("url", url), ("fault", fault), ("id", id)),
            cancellationToken);

    public Task<FeedPostList> ListAsync(string? runId, int offset, int limit, CancellationToken cancellationToken) =>
        facts.ReadAsync(
            connection =>
            {
                var total = connection.Scalar<long>($"SELECT count(*) FROM posts WHERE {Asked}", ("run", runId));
                var items = connection.List(
                    $"SELECT {Columns} FROM posts WHERE {Asked} ORDER BY posted_at DESC, id LIMIT $limit OFFSET $offset",
                    Post, ("run", runId), ("limit", limit), ("offset", offset));
                return new FeedPostList(items, total);
            },
            cancellationToken);

    private static FeedPost Reserve(DuckDBConnection connection, FeedPost post)
    {
        if (connection.List($"SELECT {Columns} FROM posts WHERE id = $id", Post, ("id", post.Id)) is [var stored])
            return stored;
        connection.Execute(
            "INSERT INTO posts VALUES ($id, $run, $activity, $visit, $workflow, $text, $language, $account, $state, $url, $fault, $at)",
            ("id", post.Id), ("run", post.RunId), ("activity", post.ActivityId), ("visit", post.Visit), ("workflow", post.WorkflowName), ("text", post.Text),
            ("language", post.Language), ("account", post.Account), ("state", Name(post.State)), ("url", post.Url), ("fault", post.Fault), ("at", post.At.UtcDateTime));
        return post;
    }

    private static FeedPost Post(DuckDBDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), r.GetString(5), r.GetString(6), r.Text(7),
        Enum.Parse<PostState>(r.GetString(8), ignoreCase: true), r.Text(9), r.Text(10), r.Instant(11));

    private static string Name(PostState state) => state.ToString().ToLowerInvariant();
}
