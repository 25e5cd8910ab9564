using Activities.Runs;
using Activities.Social;
using Activities.Social.Mastodon;
using Testing.Mastodon;
using Xunit;

namespace Activities.Tests.Social;

public sealed class MastodonChannelTests : IAsyncDisposable
{
    private readonly LoopbackMastodon _server = new();
    private readonly HttpClient _http = new();
    private readonly MastodonChannel _channel;

    public MastodonChannelTests() => _channel = new MastodonChannel(_http);

    private MastodonAccount Account => new("m", "Shop", _server.Address, "unlisted", _server.Token);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_published_with_its_language_and_visibility()
    {
        var publication = await PublishAsync("春茶到了");
        var post = Assert.Single(_server.Posts);
        Assert.Equal(new Publication(PostState.Published, $"{_server.Address}@shop/{post.Key}"), publication);
        Assert.Equal("""{"status":"\u6625\u8336\u5230\u4E86","visibility":"unlisted","language":"zh"}""", post.Value.GetRawText());
    }

    [Fact]
    public async Task A_second_attempt_is_not_a_second_post()
    {
        Assert.Equal(await PublishAsync("Hello"), await PublishAsync("Hello"));
        Assert.Single(_server.Posts);
    }

    [Fact]
    public async Task Without_an_account_the_feed_keeps_it() =>
        Assert.Equal(new Publication(PostState.Feed), await _channel.PublishAsync(null, new SocialPost("p1", "Hello", "en"), Cancel));

    [Fact]
    public async Task A_post_that_is_too_long_for_this_server_is_refused_with_both_numbers()
    {
        _server.MaxCharacters = 300;
        var publication = await PublishAsync(new string('x', 301));
        Assert.Equal(PostState.Failed, publication.State);
        Assert.Contains("has 301 characters", publication.Refusal, StringComparison.Ordinal);
        Assert.Contains("at most 300", publication.Refusal, StringComparison.Ordinal);
        Assert.Empty(_server.Posts);
    }

    [Fact]
    public async Task What_the_server_cannot_take_fails_with_its_own_words()
    {
        _server.Answer = 422;
        var publication = await PublishAsync("Hello");
        Assert.Equal(PostState.Failed, publication.State);
        Assert.StartsWith("127.0.0.1 refused the post: ", publication.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, false, "refuses the access token")]
    [InlineData(403, false, "write:statuses")]
    [InlineData(404, false, "no Mastodon API")]
    [InlineData(410, false, "no Mastodon API")]
    [InlineData(429, true, "2026-03-02T12:00:00.000Z")]
    [InlineData(503, true, "answered 503")]
    public async Task An_answer_is_a_fault_typed_by_what_to_do_next(int status, bool canRetry, string sentence)
    {
        _server.Answer = status;
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => PublishAsync("Hello"));
        Assert.Equal(canRetry, fault.CanRetry);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Contains("'Shop'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Token, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_can_be_retried()
    {
        var account = Account with { Server = new Uri("http://127.0.0.1:5169/") };
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => _channel.PublishAsync(account, new SocialPost("p1", "Hello", "en"), Cancel));
        Assert.True(fault.CanRetry);
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_who_we_are_or_that_the_token_is_wrong()
    {
        Assert.Equal("shop", await _channel.CheckAsync(Account, Cancel));
        await Assert.ThrowsAsync<ActivityFaultException>(() => _channel.CheckAsync(Account with { AccessToken = "wrong" }, Cancel));
    }

    [Theory]
    [InlineData("Hello", 5)]
    [InlineData("See https://example.com/a/very/long/address?with=many&parameters=in it", 30)]
    [InlineData("👨‍👩‍👧‍👦é", 2)]
    public void Lengths_are_counted_as_mastodon_counts(string text, int length) => Assert.Equal(length, MastodonLength.Of(text));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private Task<Publication> PublishAsync(string text) => _channel.PublishAsync(Account, new SocialPost("p1", text, "zh-CN"), Cancel);
}
