using Activities.Copy;
using Xunit;

namespace Activities.Tests.Copy;

public sealed class CopyChecksTests
{
    [Theory]
    [InlineData("en", "subject", "offer", "Enjoy <|offer|> this week")]
    [InlineData("en", "body", "contact.first_name", "Hi <|contact.first_name|>,\n\nIt is good to see you again.\n\nSee you soon!")]
    [InlineData("zh", "post", "offer", "现在有<|offer|>。来看看吧。☕#咖啡时间#")]
    public void A_good_draft_passes(string language, string kind, string field, string draft) => Assert.Null(CopyChecks.Complaint(Prompt(language, kind, field), draft));

    [Theory]
    [InlineData("en", "subject", null, "the text did not come to an end")]
    [InlineData("en", "subject", "A quiet hello", "the field offer is missing")]
    [InlineData("en", "subject", "<|offer|> and <|offer|>", "the field offer comes 2 times")]
    [InlineData("en", "subject", "<|offer|> for <|contact.first_name|>", "it uses the field contact.first_name, which the brief does not have")]
    [InlineData("en", "subject", "<|offer|>，给你的小心意", "it is not written in the language en")]
    [InlineData("zh", "subject", "Enjoy <|offer|> today", "it is not written in the language zh")]
    [InlineData("en", "subject", "<|offer|> for 9", "it states a figure of its own ('9')")]
    [InlineData("en", "post", "Guaranteed joy with <|offer|>.", "it makes a claim that nobody checked ('Guaranteed')")]
    [InlineData("zh", "post", "全国第一的<|offer|>，等你来看看。", "it makes a claim that nobody checked ('全国第一')")]
    [InlineData("en", "post", "Come and see. <|offer|>. Come and see.", "it repeats 'Come and see.'")]
    [InlineData("en", "post", "Enjoy the the best part with <|offer|>.", "it stutters ('the the')")]
    [InlineData("en", "preheader", "Enjoy <|offer|> and", "its last sentence is cut off")]
    public void A_bad_draft_is_named(string language, string kind, string? draft, string complaint) => Assert.Equal(complaint, CopyChecks.Complaint(Prompt(language, kind, "offer"), draft));

    [Fact]
    public void A_subject_that_no_inbox_shows_whole_is_too_long() =>
        Assert.StartsWith("it has ", CopyChecks.Complaint(Prompt("en", "subject", "offer"), "<|offer|> " + string.Join(" and ", Enumerable.Range('a', 26).Select(c => $"{(char)c}{(char)c}x"))), StringComparison.Ordinal);

    private static CopyPrompt Prompt(string language, string kind, string field) => new(language, kind, "coffee", "loyal", "friendly", "moment", [field]);
}
