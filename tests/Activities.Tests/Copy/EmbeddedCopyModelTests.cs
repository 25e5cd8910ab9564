using System.Text.RegularExpressions;
using Activities.Copy;
using Xunit;

namespace Activities.Tests.Copy;

/// <summary>The committed weights, as a user gets them.</summary>
public sealed partial class EmbeddedCopyModelTests(EmbeddedCopyModelTests.Loaded loaded) : IClassFixture<EmbeddedCopyModelTests.Loaded>
{
    private static readonly string[] All = ["contact.first_name", "product.name", "offer", "deadline"];

    private readonly EmbeddedCopyModel model = loaded.Model;

    [Theory]
    [InlineData("en", "coffee", "at_risk", "warm")]
    [InlineData("zh", "fashion", "new", "playful")]
    [InlineData("en", "general", "vip", "formal")]
    [InlineData("zh", "home", "lapsed", "urgent")]
    public async Task Writes_a_whole_campaign_with_the_fields_it_was_given(string language, string category, string audience, string tone)
    {
        var variants = await model.WriteAsync(new CopyBrief("campaign", language, category, audience, tone, All, 3, 11), CancellationToken.None);

        Assert.Equal([0, 1, 2], variants.Select(v => v.Variant));
        Assert.All(variants, v =>
        {
            Assert.Equal(language, v.Language);
            Assert.NotEmpty(v.Subject);
            Assert.NotEmpty(v.Preheader);
            Assert.Equal(All.Order(), Fields(v.Body).Order());
            Assert.Equal(["deadline", "offer", "product.name"], Fields(v.Post).Order());
            Assert.Equal(language, CopyText.Language(v.Body));
            Assert.DoesNotContain("<|", v.Subject + v.Preheader + v.Body + v.Post, StringComparison.Ordinal);
        });
        Assert.Equal(3, variants.Select(v => v.Body).Distinct().Count());
    }

    [Fact]
    public async Task Never_uses_a_field_that_the_brief_does_not_have()
    {
        var variants = await model.WriteAsync(new CopyBrief("email", "en", "travel", "everyone", "friendly", ["contact.country"], 8, 5), CancellationToken.None);
        Assert.All(variants, v => Assert.Empty(Fields(v.Subject + v.Preheader + v.Body)));
        Assert.All(variants, v => Assert.Empty(v.Post));
    }

    [Fact]
    public async Task The_same_brief_and_seed_give_the_same_text_and_another_seed_another()
    {
        var brief = new CopyBrief("email", "zh", "books", "loyal", "friendly", All, 2, 77);
        var first = await model.WriteAsync(brief, CancellationToken.None);
        Assert.Equal(first, await model.WriteAsync(brief, CancellationToken.None));
        Assert.NotEqual(first, await model.WriteAsync(brief with { Seed = 78 }, CancellationToken.None));
    }

    [Fact]
    public async Task Writes_the_category_it_is_asked_about()
    {
        var variants = await model.WriteAsync(new CopyBrief("email", "en", "coffee", "loyal", "friendly", [], 10, 3), CancellationToken.None);
        var aboutCoffee = variants.Count(v => CoffeeWords().IsMatch($"{v.Subject} {v.Preheader} {v.Body}"));
        Assert.InRange(aboutCoffee, 9, 10);
    }

    [Fact]
    public async Task Stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.WriteAsync(new CopyBrief("post", "en", "toys", "new", "warm", [], 1, 1), cancelled.Token));
    }

    [Fact]
    public void Its_card_says_what_it_was_trained_on_and_what_was_measured()
    {
        Assert.Contains("this project's own", model.Card.TrainedOn, StringComparison.Ordinal);
        Assert.NotEmpty(model.Card.Limits);
        Assert.InRange(model.Card.Parameters, 2_000_000, 3_000_000);
        Assert.InRange(model.Card.Evaluation["categoryRightWhereItShows"], 0.9, 1);
        Assert.InRange(model.Card.Evaluation["passedAllChecksAtFirst"], 0.8, 1);
    }

    [Fact]
    public void Its_files_are_small_enough_to_be_carried_by_every_clone()
    {
        var assembly = typeof(EmbeddedCopyModel).Assembly;
        var bytes = assembly.GetManifestResourceNames().Where(n => n.StartsWith("copy/", StringComparison.Ordinal)).Sum(n => assembly.GetManifestResourceStream(n)!.Length);
        Assert.InRange(bytes, 1, 12 * 1024 * 1024);
    }

    private static IEnumerable<string> Fields(string text) => FieldName().Matches(text).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\{\{ ([a-z_.]+)")]
    private static partial Regex FieldName();

    [GeneratedRegex("coffee|brew|cup|kettle|mug|latte|roast|beans|espresso|sip", RegexOptions.IgnoreCase)]
    private static partial Regex CoffeeWords();

    public sealed class Loaded : IDisposable
    {
        public EmbeddedCopyModel Model { get; } = new();

        public void Dispose() => Model.Dispose();
    }
}
