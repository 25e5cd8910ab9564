using Activities.Social;
using Storage.Facts;
using Storage.Facts.Posts;
using Xunit;

namespace Storage.Tests.Posts;

public sealed class PostStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FactsDatabase _facts;
    private readonly PostStore _store;

    public PostStoreTests()
    {
        _facts = FactsDatabase.Open(new FactsOptions { Path = _folder.File("facts.duckdb") });
        _store = new PostStore(_facts);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_reserved_once_and_keeps_its_first_text()
    {
        var first = await _store.ReserveAsync(Post("p1", "run1", 1), Cancel);
        var second = await _store.ReserveAsync(Post("p1", "run1", 1) with { Text = "other" }, Cancel);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_sealed_post_says_where_it_is_or_what_was_wrong()
    {
        await _store.ReserveAsync(Post("p1", "run1", 1), Cancel);
        await _store.ReserveAsync(Post("p2", "run1", 2), Cancel);
        await _store.SealAsync("p1", PostState.Published, "https://social.internal/1", null, Cancel);
        await _store.SealAsync("p2", PostState.Failed, null, "too long", Cancel);
        var posts = (await _store.ListAsync("run1", 0, 10, Cancel)).Items;
        Assert.Equal(["p2", "p1"], posts.Select(p => p.Id));
        Assert.Equal((PostState.Failed, "too long"), (posts[0].State, posts[0].Fault));
        Assert.Equal((PostState.Published, "https://social.internal/1"), (posts[1].State, posts[1].Url));
    }

    [Fact]
    public async Task The_list_is_narrowed_to_a_run_and_paged()
    {
        for (var i = 1; i <= 3; i++)
            await _store.ReserveAsync(Post($"p{i}", i == 3 ? "run2" : "run1", i), Cancel);
        Assert.Equal(3, (await _store.ListAsync(null, 0, 10, Cancel)).Total);
        Assert.Equal("p3", (await _store.ListAsync("run2", 0, 10, Cancel)).Items.Single().Id);
        Assert.Equal("p1", (await _store.ListAsync("run1", 1, 1, Cancel)).Items.Single().Id);
    }

    public void Dispose()
    {
        _facts.Dispose();
        _folder.Dispose();
    }

    private static FeedPost Post(string id, string run, int minute) => new(
        id, run, "post", 0, "Win back", "Kenya AA is back — 肯尼亚AA回来了", "en", null, PostState.Reserved, null, null, new DateTimeOffset(2026, 3, 2, 9, minute, 0, TimeSpan.Zero));
}
