using Designer.Client.Api;
using Designer.Contracts.Posts;

namespace Designer.Client.Posts;

/// <summary>/api/posts: the feed.</summary>
public sealed class PostsClient(ApiHttp api)
{
    public Task<PostPage> GetPostsAsync(string? runId = null, int offset = 0, int limit = 30) =>
        api.GetAsync<PostPage>(new Query("api/posts").And("runId", runId).Page(offset, limit).ToString());
}
