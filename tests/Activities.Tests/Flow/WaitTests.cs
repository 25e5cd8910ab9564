using Activities.Contacts;
using Activities.Flow;
using Workflows.Descriptors;
using Xunit;

namespace Activities.Tests.Flow;

public sealed class WaitTests
{
    [Fact]
    public async Task Holds_the_whole_part_for_a_duration()
    {
        var context = new FakeActivityContext(1, 2);
        await RunAsync(new Wait.Inputs { Duration = TimeSpan.FromDays(40) }, context);
        Assert.All(context.Waiting.Values, w => Assert.Equal((context.At + TimeSpan.FromDays(40), "Done"), w));
        Assert.Equal(2, context.Waiting.Count);
    }

    [Fact]
    public async Task A_wait_for_nothing_lets_everyone_pass_at_once()
    {
        var context = new FakeActivityContext(1, 2);
        await RunAsync(new Wait.Inputs { Duration = TimeSpan.Zero }, context);
        Assert.Equal([1, 2], context.LeftBy(Wait.Outcome.Done));
    }

    [Fact]
    public async Task Waits_until_nine_where_each_person_lives()
    {
        var context = new FakeActivityContext([Person(1, "Europe/Berlin"), Person(2, "Asia/Shanghai"), Person(3, null), Person(4, "Nowhere/Land")])
        {
            At = Utc("2026-01-10T00:30:00Z"),
        };
        await RunAsync(new Wait.Inputs { Duration = TimeSpan.Zero, TimeOfDay = new TimeOnly(9, 0), TimeZone = "America/New_York" }, context);
        Assert.Equal(Utc("2026-01-10T08:00:00Z"), context.Waiting[1].Until);
        Assert.Equal(Utc("2026-01-10T01:00:00Z"), context.Waiting[2].Until);
        Assert.Equal(Utc("2026-01-10T14:00:00Z"), context.Waiting[3].Until);
        Assert.Equal(Utc("2026-01-10T14:00:00Z"), context.Waiting[4].Until);
    }

    [Fact]
    public async Task The_duration_comes_first_and_the_time_of_day_after_it()
    {
        var context = new FakeActivityContext([Person(1, "Europe/Berlin")]) { At = Utc("2026-01-10T10:00:00Z") };
        await RunAsync(new Wait.Inputs { Duration = TimeSpan.FromDays(2), TimeOfDay = new TimeOnly(9, 0) }, context);
        Assert.Equal(Utc("2026-01-13T08:00:00Z"), context.Waiting[1].Until);
    }

    [Fact]
    public async Task A_negative_duration_is_refused_with_its_value()
    {
        var e = await Assert.ThrowsAsync<InputException>(() => RunAsync(new Wait.Inputs { Duration = TimeSpan.FromHours(-1) }, new FakeActivityContext(1)));
        Assert.Contains("-01:00:00", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_zone_is_refused_with_its_name()
    {
        var inputs = new Wait.Inputs { TimeOfDay = new TimeOnly(9, 0), TimeZone = "Mars/Olympus" };
        var e = await Assert.ThrowsAsync<InputException>(() => RunAsync(inputs, new FakeActivityContext(1)));
        Assert.Contains("Mars/Olympus", e.Message, StringComparison.Ordinal);
    }

    private static Task<Nothing> RunAsync(Wait.Inputs inputs, FakeActivityContext context) => new Wait().ExecuteAsync(inputs, context, TestContext.Current.CancellationToken);

    private static Contact Person(long id, string? zone) => new() { Id = id, TimeZone = zone };

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
