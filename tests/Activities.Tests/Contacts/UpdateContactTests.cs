using Activities.Contacts;
using Workflows.Descriptors;
using Xunit;

namespace Activities.Tests.Contacts;

public sealed class UpdateContactTests
{
    private readonly FakeContactStore _store = new();

    [Theory]
    [InlineData("12.5", AttributeType.Number, 12.5)]
    [InlineData("true", AttributeType.YesNo, true)]
    [InlineData("gold", AttributeType.Text, "gold")]
    [InlineData("  gold ", AttributeType.Text, "gold")]
    public async Task Creates_an_attribute_with_the_type_that_its_first_value_has(string text, AttributeType type, object value)
    {
        var context = await RunAsync("level", text);
        Assert.Equal(new AttributeDefinition("level", type), Assert.Single(_store.Known));
        Assert.All(_store.Written, w => Assert.Equal(value, w.Value));
        Assert.Equal([1, 2], context.LeftBy(UpdateContact.Outcome.Done));
    }

    [Fact]
    public async Task Reads_a_date_as_utc()
    {
        await RunAsync("renewal", "2026-05-01");
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), _store.Written[0].Value);
    }

    [Fact]
    public async Task An_empty_value_clears_the_attribute()
    {
        _store.Known.Add(new("level", AttributeType.Number));
        await RunAsync("level", " ");
        Assert.All(_store.Written, w => Assert.Null(w.Value));
        Assert.Single(_store.Known);
    }

    [Theory]
    [InlineData(AttributeType.Number, "many", "numbers")]
    [InlineData(AttributeType.Number, "NaN", "numbers")]
    [InlineData(AttributeType.YesNo, "perhaps", "true or false")]
    [InlineData(AttributeType.Date, "01/05/2026", "dates")]
    public async Task Refuses_a_value_of_another_type_and_names_both(AttributeType type, string text, string expected)
    {
        _store.Known.Add(new("level", type));
        var e = await Assert.ThrowsAsync<InputException>(() => RunAsync("level", text));
        Assert.Contains($"'{text}'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'level'", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Written);
    }

    private async Task<FakeActivityContext> RunAsync(string attribute, string value)
    {
        var context = new FakeActivityContext(1, 2);
        await new UpdateContact(_store).ExecuteAsync(new UpdateContact.Inputs { Attribute = attribute, Value = value }, context, TestContext.Current.CancellationToken);
        return context;
    }
}
