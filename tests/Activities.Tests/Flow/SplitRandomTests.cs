using Activities.Flow;
using Workflows.Descriptors;
using Xunit;

namespace Activities.Tests.Flow;

public sealed class SplitRandomTests
{
    [Fact]
    public async Task Draws_by_weight_with_a_seed_that_is_this_steps_own()
    {
        var context = new FakeActivityContext(1, 2, 3);
        await RunAsync(new SplitRandom.Inputs { Variants = [new("A", 90), new("B", 10)] }, context);
        Assert.Equal([("A", 90d), ("B", 10d)], context.Chance!.Value.Weights);
        Assert.Equal("flow-1:activity-1", context.Chance.Value.Seed);
        Assert.True(context.IsComplete);
    }

    [Fact]
    public async Task A_given_seed_is_taken()
    {
        var context = new FakeActivityContext(1);
        await RunAsync(new SplitRandom.Inputs { Seed = "spring" }, context);
        Assert.Equal("spring", context.Chance!.Value.Seed);
    }

    public static TheoryData<SplitRandom.Variant[], string> Wrong => new()
    {
        { [], "no sides" },
        { [new("", 1)], "no label" },
        { [new("A", 1), new("A", 2)], "two sides labelled 'A'" },
        { [new("A", -1)], "share -1" },
        { [new("A", double.NaN)], "share NaN" },
        { [new("A", 0), new("B", 0)], "add up to 0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Refuses_sides_that_cannot_be_drawn(SplitRandom.Variant[] variants, string sentence)
    {
        var e = await Assert.ThrowsAsync<InputException>(() => RunAsync(new SplitRandom.Inputs { Variants = [.. variants] }, new FakeActivityContext(1)));
        Assert.Equal("variants", e.Input);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    private static Task<Nothing> RunAsync(SplitRandom.Inputs inputs, FakeActivityContext context) => new SplitRandom().ExecuteAsync(inputs, context, TestContext.Current.CancellationToken);
}
