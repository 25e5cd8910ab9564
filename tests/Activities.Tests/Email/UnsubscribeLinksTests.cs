using Activities.Email;
using Xunit;

namespace Activities.Tests.Email;

public sealed class UnsubscribeLinksTests
{
    private static readonly string Message = new SendKey("run1", "mail", 42, 0).MessageId();

    [Fact]
    public void A_token_comes_back_as_its_contact_and_message()
    {
        var links = new UnsubscribeLinks([1, 2, 3]);
        Assert.Equal(new UnsubscribeToken(42, Message), links.Read(links.Token(42, Message)));
    }

    [Fact]
    public void A_token_of_another_data_folder_is_nothing() => Assert.Null(new UnsubscribeLinks([1]).Read(new UnsubscribeLinks([2]).Token(42, Message)));

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("not/base64url+at=all and longer than a token could ever be, by far, really")]
    public void Any_other_text_is_nothing(string token) => Assert.Null(new UnsubscribeLinks([1]).Read(token));

    [Fact]
    public void A_changed_character_breaks_it()
    {
        var links = new UnsubscribeLinks([1]);
        var token = links.Token(42, Message);
        Assert.All(Enumerable.Range(0, token.Length - 1), i => Assert.Null(links.Read($"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}")));
    }

    [Fact]
    public void The_link_stays_below_a_path_of_the_public_address() =>
        Assert.StartsWith("https://x.internal/designer/u/", new UnsubscribeLinks([1]).For(new Uri("https://x.internal/designer"), 1, Message).AbsoluteUri, StringComparison.Ordinal);
}
