using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activities.Copy;
using Activities.Email;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Expressions;
using Workflows.Running;

namespace Activities.Social;

[Activity("Marketing.PostSocial", "Post social", Category.Channels, "Publishes one post per run, whatever the size of the audience.", Icon.Social, Grain.OncePerRun)]
public sealed class PostSocial(ISocialChannel channel, ISocialAccounts accounts, IPostStore feed, ITemplates templates, TimeProvider time) : IActivity<PostSocial.Inputs, PostSocial.Outputs>
{
    /// <summary>Mastodon remembers an idempotency key for one hour; after it a second attempt could be a second post.</summary>
    private static readonly TimeSpan KeyTime = TimeSpan.FromHours(1);

    public sealed record Inputs
    {
        [Input("Text", Hint = "Liquid works here: {{ product.name }}. Blank: the copy's post.", Editor = Editor.Template, RequiredUnless = "copy"), StringLength(5000)]
        public Template Text { get; init; }

        [Input("Copy", Hint = "The variable that Generate copy wrote to; used where the text is blank.", Editor = Editor.Variable)]
        public CopySet? Copy { get; init; }

        [Input("Language", Hint = "Of the post. Blank: the copy's first.", Editor = Editor.Language), StringLength(20)]
        public string? Language { get; init; }

        [Input("Account", Hint = "Blank: the default account, else the built-in feed.", Editor = Editor.Account)]
        public string? Account { get; init; }
    }

    /// <param name="Post">Its id in the feed.</param>
    /// <param name="Url">Where it can be read, when it was published.</param>
    public sealed record Outputs(string Post, string? Url);

    public enum Outcome { Posted, Failed }

    public async Task<Outputs> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(inputs.Account, cancellationToken);
        var post = await feed.ReserveAsync(Write(inputs, context, account), cancellationToken);
        // Decided by an attempt before this one: it stays decided.
        if (post.State == PostState.Reserved)
            post = await PublishAsync(post, account, cancellationToken);
        if (post.Fault is { } fault)
            context.Journal(fault);
        context.LeaveAll(post.State == PostState.Failed ? Outcome.Failed : Outcome.Posted, post.State == PostState.Failed ? Reason.Refused : null);
        return new Outputs(post.Id, post.Url);
    }

    private async Task<FeedPost> PublishAsync(FeedPost post, SocialAccount? account, CancellationToken cancellationToken)
    {
        var publication = account is not null && time.GetUtcNow() - post.At > KeyTime
            ? new Publication(PostState.Failed, Refusal: $"An earlier attempt at this post ended without an answer at {post.At:u}; look at '{account.Name}' whether it is there. It is not posted again by itself.")
            : await channel.PublishAsync(account, new SocialPost(post.Id, post.Text, post.Language), cancellationToken);
        await feed.SealAsync(post.Id, publication.State, publication.Url, publication.Refusal, cancellationToken);
        return post with { State = publication.State, Url = publication.Url, Fault = publication.Refusal };
    }

    private FeedPost Write(Inputs inputs, ActivityContext context, SocialAccount? account)
    {
        var copy = inputs.Copy?.For(inputs.Language);
        var template = inputs.Text.IsEmpty ? copy?.Post ?? "" : inputs.Text.Text;
        var model = new Dictionary<string, object?> { ["workflow"] = new Dictionary<string, object?> { ["name"] = context.WorkflowName } };
        foreach (var (name, value) in inputs.Copy?.Values ?? new Dictionary<string, string>())
            MergeModel.Put(model, name, value);
        var text = templates.Render(template, model, TemplateEncoding.Text).Trim();
        if (text.Length == 0)
            throw new ActivityFaultException("The post has no text: write one, or choose a variable with generated copy.", canRetry: false);
        var language = (string.IsNullOrWhiteSpace(inputs.Language) ? copy?.Language : inputs.Language) ?? "en";
        return new FeedPost(Id(context), context.RunId, context.ActivityId, context.Visit, context.WorkflowName, text, language, account?.Name, PostState.Reserved, null, null, time.GetUtcNow());
    }

    private static string Id(ActivityContext context) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"post\n{context.RunId}\n{context.ActivityId}\n{context.Visit}"))).AsSpan(0, 16));
}
