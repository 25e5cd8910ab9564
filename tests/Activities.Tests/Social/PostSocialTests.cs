using Activities.Copy;
using Activities.Runs;
using Activities.Social;
using Activities.Tests.Email;
using Microsoft.Extensions.Time.Testing;
using Workflows.Expressions;
using Xunit;

namespace Activities.Tests.Social;

public sealed class PostSocialTests
{
    private readonly FakeFeed _feed = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeChannel _channel = new();

    [Fact]
    public async Task Posts_once_and_lets_the_whole_part_pass()
    {
        var context = new FakeActivityContext(1, 2, 3);
        var outputs = await RunAsync(new PostSocial.Inputs { Text = new Template("News from {{ workflow.name }}") }, context);
        Assert.Equal([1L, 2L, 3L], context.LeftBy(PostSocial.Outcome.Posted));
        Assert.Equal("News from Flow One", Assert.Single(_channel.Posts).Text);
        Assert.Equal((PostState.Published, "https://social.internal/1"), (_feed.Posts[outputs.Post].State, outputs.Url));
    }

    [Fact]
    public async Task Takes_the_post_of_the_copy_in_the_chosen_language()
    {
        var copy = new CopySet([new("en", 0, "", "", "", "Try {{ product.name }}"), new("zh", 0, "", "", "", "试试{{ product.name }}")], new Dictionary<string, string> { ["product.name"] = "Kenya AA" }) { Model = "m" };
        await RunAsync(new PostSocial.Inputs { Copy = copy, Language = "zh-CN" }, new FakeActivityContext(1));
        Assert.Equal(("试试Kenya AA", "zh-CN"), _channel.Posts.Single() is var p ? (p.Text, p.Language) : default);
    }

    [Fact]
    public async Task A_refused_post_leaves_by_failed_with_the_sentence_in_the_journal()
    {
        _channel.Answer = new Publication(PostState.Failed, Refusal: "The post has 612 characters; social.internal takes at most 500.");
        var context = new FakeActivityContext(1);
        await RunAsync(new PostSocial.Inputs { Text = new Template("Hello") }, context);
        Assert.Equal([1L], context.LeftBy(PostSocial.Outcome.Failed));
        Assert.Contains("612", Assert.Single(context.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_attempt_does_not_post_what_is_decided()
    {
        await RunAsync(new PostSocial.Inputs { Text = new Template("Hello") }, new FakeActivityContext(1));
        await RunAsync(new PostSocial.Inputs { Text = new Template("Hello") }, new FakeActivityContext(1));
        Assert.Single(_channel.Posts);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_is_repeated_only_while_the_network_remembers_it()
    {
        _channel.Fault = new ActivityFaultException("down", canRetry: true);
        await Assert.ThrowsAsync<ActivityFaultException>(() => RunAsync(new PostSocial.Inputs { Text = new Template("Hello") }, new FakeActivityContext(1)));
        _channel.Fault = null;
        _time.Advance(TimeSpan.FromMinutes(61));
        var context = new FakeActivityContext(1);
        await RunAsync(new PostSocial.Inputs { Text = new Template("Hello") }, context);
        Assert.Equal([1L], context.LeftBy(PostSocial.Outcome.Failed));
        Assert.Empty(_channel.Posts);
    }

    [Fact]
    public async Task Without_text_it_says_so()
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => RunAsync(new PostSocial.Inputs(), new FakeActivityContext(1)));
        Assert.Contains("no text", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_feed.Posts);
    }

    [Fact]
    public async Task A_simulated_channel_keeps_everything_in_the_house() =>
        Assert.Equal(PostState.Simulated, (await new SimulatedChannel().PublishAsync(new FakeSocialAccount(), new SocialPost("p", "t", "en"), TestContext.Current.CancellationToken)).State);

    private Task<PostSocial.Outputs> RunAsync(PostSocial.Inputs inputs, FakeActivityContext context) =>
        new PostSocial(_channel, new FakeAccounts(), _feed, new FakeTemplates(), _time).ExecuteAsync(inputs, context, TestContext.Current.CancellationToken);

    private sealed record FakeSocialAccount() : SocialAccount("s", "Social");

    private sealed class FakeAccounts : ISocialAccounts
    {
        public Task<SocialAccount?> FindAsync(string? account, CancellationToken cancellationToken) => Task.FromResult<SocialAccount?>(new FakeSocialAccount());
    }

    private sealed class FakeChannel : ISocialChannel
    {
        public List<SocialPost> Posts { get; } = [];
        public Publication Answer { get; set; } = new(PostState.Published, "https://social.internal/1");
        public Exception? Fault { get; set; }

        public Task<Publication> PublishAsync(SocialAccount? account, SocialPost post, CancellationToken cancellationToken)
        {
            if (Fault is not null)
                throw Fault;
            Posts.Add(post);
            return Task.FromResult(Answer);
        }
    }

    private sealed class FakeFeed : IPostStore
    {
        public Dictionary<string, FeedPost> Posts { get; } = [];

        public Task<FeedPost> ReserveAsync(FeedPost post, CancellationToken cancellationToken)
        {
            Posts.TryAdd(post.Id, post);
            return Task.FromResult(Posts[post.Id]);
        }

        public Task SealAsync(string id, PostState state, string? url, string? fault, CancellationToken cancellationToken)
        {
            Posts[id] = Posts[id] with { State = state, Url = url, Fault = fault };
            return Task.CompletedTask;
        }

        public Task<FeedPostList> ListAsync(string? runId, int offset, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
