using Activities.Copy;
using Xunit;

namespace Activities.Tests.Copy;

public sealed class CopyPlanTests
{
    private static readonly CopyBrief Brief = new("campaign", "en", "coffee", "at_risk", "warm", ["contact.first_name", "product.name", "offer", "deadline", "contact.country"], 3, 42);

    [Fact]
    public void A_campaign_is_four_texts_a_variant_built_around_one_angle()
    {
        var rows = CopyPlan.Of(Brief).Rows;
        Assert.Equal(12, rows.Count);
        foreach (var variant in rows.GroupBy(r => r.Variant))
        {
            Assert.Equal(CopyVocabulary.Kinds, variant.Select(r => r.Prompt.Kind));
            Assert.Single(variant.Select(r => r.Prompt.Angle).Distinct());
        }
        Assert.Equal(3, rows.Select(r => r.Prompt.Angle).Distinct().Count());
    }

    [Fact]
    public void A_body_uses_every_field_and_a_post_names_nobody()
    {
        var rows = CopyPlan.Of(Brief).Rows;
        Assert.All(rows.Where(r => r.Prompt.Kind == "body"), r => Assert.Equal(CopyVocabulary.Fields, r.Prompt.Fields));
        Assert.All(rows.Where(r => r.Prompt.Kind == "post"), r => Assert.Equal(["product.name", "offer", "deadline"], r.Prompt.Fields));
    }

    [Fact]
    public void The_same_seed_plans_the_same_texts() =>
        Assert.Equal(CopyPlan.Of(Brief).Rows.Select(r => (r.Seed, string.Join('/', r.Prompt.Tokens))), CopyPlan.Of(Brief).Rows.Select(r => (r.Seed, string.Join('/', r.Prompt.Tokens))));

    [Fact]
    public void Every_prompt_has_the_same_length() =>
        Assert.All(CopyPlan.Of(Brief with { Fields = ["offer"] }).Rows, r => Assert.Equal(CopyPrompt.Length, r.Prompt.Tokens.Count));

    [Theory]
    [InlineData("poem", "en", "coffee", 1, "The kind 'poem' is unknown. Kinds: campaign, email, subject, post.")]
    [InlineData("post", "fr", "coffee", 1, "The embedded model does not know the language 'fr'. It knows: en, zh.")]
    [InlineData("post", "en", "weapons", 1, "The embedded model does not know the category 'weapons'. It knows: coffee, fashion,")]
    [InlineData("post", "en", "coffee", 11, "11 variants were asked for; between 1 and 10 can be written at once.")]
    public void What_the_model_cannot_write_is_refused_by_name(string kind, string language, string category, int variants, string sentence)
    {
        var mistake = Assert.Throws<CopyBriefException>(() => CopyPlan.Of(Brief with { Kind = kind, Language = language, Category = category, Variants = variants }));
        Assert.StartsWith(sentence, mistake.Message, StringComparison.Ordinal);
    }
}
