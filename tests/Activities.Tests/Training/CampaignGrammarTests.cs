using Activities.Copy;
using Training.Copy;
using Training.Grammar;
using Xunit;

namespace Activities.Tests.Training;

public sealed class CampaignGrammarTests
{
    private static readonly CampaignGrammar Grammar = new();

    [Fact]
    public void No_text_comes_twice_and_they_pass_the_checks_that_the_model_must_pass_but_for_one_in_two_hundred()
    {
        var documents = new CopyDocuments(Grammar, seed: 4).Draw(3_000, heldOut: false);
        Assert.Equal(3_000, documents.Count);
        Assert.Equal(3_000, documents.Select(d => d.Text).Distinct().Count());
        var complaints = documents.Select(d => CopyChecks.Complaint(d.Prompt, d.Text)).OfType<string>().ToList();
        Assert.InRange(complaints.Count, 0, 15);
    }

    [Fact]
    public void It_has_words_for_every_category_audience_tone_and_angle_in_both_languages()
    {
        var random = new Random(1);
        foreach (var language in CopyVocabulary.Languages)
            foreach (var category in CopyVocabulary.Categories)
                foreach (var audience in CopyVocabulary.Audiences)
                    foreach (var tone in CopyVocabulary.Tones)
                        foreach (var angle in CopyVocabulary.Angles)
                            Assert.NotNull(Grammar.Write(new CopyPrompt(language, "body", category, audience, tone, angle, CopyVocabulary.Fields), random));
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("preheader")]
    [InlineData("body")]
    [InlineData("post")]
    public void It_can_write_every_set_of_fields_that_a_kind_may_carry(string kind)
    {
        var random = new Random(2);
        foreach (var fields in CopyVocabulary.FieldSets(kind))
            foreach (var language in CopyVocabulary.Languages)
                foreach (var tone in CopyVocabulary.Tones)
                    Assert.NotNull(Grammar.Write(new CopyPrompt(language, kind, "pets", "vip", tone, "gift", fields), random));
    }

    [Fact]
    public void What_is_held_out_is_never_drawn_for_training()
    {
        var documents = new CopyDocuments(Grammar, seed: 4);
        Assert.DoesNotContain(documents.Draw(1_000, heldOut: false), d => CopyDocuments.IsHeldOut(d.Prompt));
        Assert.All(documents.Draw(100, heldOut: true), d => Assert.True(CopyDocuments.IsHeldOut(d.Prompt)));
    }

    [Fact]
    public void A_rule_holds_when_one_tag_of_each_group_does()
    {
        var rules = GrammarRules.Parse("# a comment\n= hello name friendly|warm !formal\nHi {name},\n#hashtag\n", category: "pets").ToList();
        Assert.Equal(["Hi {name},", "#hashtag"], rules.Select(r => r.Text));
        Assert.True(rules[0].Holds(new HashSet<string> { "name", "warm", "pets" }));
        Assert.False(rules[0].Holds(new HashSet<string> { "name", "warm" }));
        Assert.False(rules[0].Holds(new HashSet<string> { "name", "warm", "pets", "formal" }));
    }
}
