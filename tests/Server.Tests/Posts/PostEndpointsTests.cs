using System.Net.Http.Json;
using Activities.Social;
using Designer.Contracts;
using Designer.Contracts.Accounts;
using Designer.Contracts.Posts;
using Microsoft.Extensions.DependencyInjection;
using Testing.Mastodon;
using Xunit;

namespace Server.Tests.Posts;

public sealed class PostEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_feed_shows_where_a_post_is_or_what_was_wrong_with_it()
    {
        var feed = _server.Services.GetRequiredService<IPostStore>();
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        await feed.ReserveAsync(new FeedPost("p1", "run1", "post", 0, "Win back", "Hello", "en", "Shop", PostState.Reserved, null, null, at), Cancel);
        await feed.ReserveAsync(new FeedPost("p2", "run2", "post", 0, "Win back", "Hello again", "en", null, PostState.Reserved, null, null, at.AddMinutes(1)), Cancel);
        await feed.SealAsync("p1", PostState.Failed, null, "too long", Cancel);
        var page = (await _server.Http.GetFromJsonAsync<PostPage>("/api/posts", ContractJson.Options, Cancel))!;
        Assert.Equal(["p2 feed ", "p1 failed too long"], page.Items.Select(p => $"{p.Id} {p.State} {p.Fault}"));
        var one = (await _server.Http.GetFromJsonAsync<PostPage>("/api/posts?runId=run1", ContractJson.Options, Cancel))!;
        Assert.Equal((1L, "p1"), (one.Total, one.Items.Single().Id));
    }

    [Fact]
    public async Task A_mastodon_account_is_checked_and_posted_through()
    {
        await using var mastodon = new LoopbackMastodon();
        Assert.Equal(new AccountCheck(true, "127.0.0.1 knows us as @shop."), await CheckAsync(mastodon, mastodon.Token));
        var accounts = _server.Services.GetRequiredService<ISocialAccounts>();
        var publication = await _server.Services.GetRequiredService<ISocialChannel>().PublishAsync(await accounts.FindAsync(null, Cancel), new SocialPost("p1", "Hello", "en"), Cancel);
        Assert.Equal(PostState.Published, publication.State);
        Assert.Single(mastodon.Posts);

        var wrong = await CheckAsync(mastodon, "wrong");
        Assert.False(wrong.Ok);
        Assert.Contains("refuses the access token", wrong.Message, StringComparison.Ordinal);
    }

    private async Task<AccountCheck> CheckAsync(LoopbackMastodon mastodon, string token)
    {
        var request = new SaveAccountRequest("Shop", "mastodon", true, null, new MastodonSettings(mastodon.Address.AbsoluteUri, "public"), token);
        using var saved = await _server.Http.PutAsJsonAsync("/api/accounts/m", request, ContractJson.Options, Cancel);
        saved.EnsureSuccessStatusCode();
        using var response = await _server.Http.PostAsync(new Uri("/api/accounts/m/check", UriKind.Relative), null, Cancel);
        return (await response.Content.ReadFromJsonAsync<AccountCheck>(ContractJson.Options, Cancel))!;
    }
}
