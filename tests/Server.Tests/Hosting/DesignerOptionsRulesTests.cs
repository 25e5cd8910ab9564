using Designer.Server.Hosting;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class DesignerOptionsRulesTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new DesignerOptionsRules().Validate(null, new DesignerOptions()).Succeeded);

    [Fact]
    public void A_number_out_of_range_is_named_with_its_limits()
    {
        var result = new DesignerOptionsRules().Validate(null, new DesignerOptions { DemoContacts = 0 });
        Assert.Equal("Designer:DemoContacts must be between 1 and 1000000; it is 0.", Assert.Single(result.Failures!));
    }

    [Fact]
    public void A_public_url_that_is_no_web_address_is_refused()
    {
        var result = new DesignerOptionsRules().Validate(null, new DesignerOptions { PublicUrl = new Uri("ftp://example.com") });
        Assert.Contains("ftp://example.com", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_key_is_refused_without_being_repeated()
    {
        var sentence = Assert.Single(new DesignerOptionsRules().Validate(null, new DesignerOptions { ApiKey = "secret" }).Failures!);
        Assert.Contains("at least 16 characters", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }
}
