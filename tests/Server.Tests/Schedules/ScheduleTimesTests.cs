using Designer.Server.Schedules;
using Xunit;

namespace Server.Tests.Schedules;

public sealed class ScheduleTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly CronCalendar Calendar = new(TimeProvider.System);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(-20, 15)]
    [InlineData(14, 15)]
    [InlineData(15, 30)]
    [InlineData(1440, 1455)]
    public void A_timer_counts_from_when_it_was_first_seen(int minutesAfter, int first)
    {
        var next = new EveryTimes(TimeSpan.FromMinutes(15)).Next(Calendar, Noon, Noon.AddMinutes(minutesAfter), 3);
        Assert.Equal(Noon.AddMinutes(first), next[0]);
        Assert.Equal(TimeSpan.FromMinutes(15), next[1] - next[0]);
    }

    [Fact]
    public void A_timer_without_an_interval_never_fires() => Assert.Contains("00:00:01", new EveryTimes(TimeSpan.Zero).Check(Calendar), StringComparison.Ordinal);

    [Fact]
    public void An_instant_comes_once()
    {
        var once = new OnceTimes(Noon);
        Assert.Equal([Noon], once.Next(Calendar, Noon.AddDays(-1), Noon.AddTicks(-1), 5));
        Assert.Empty(once.Next(Calendar, Noon.AddDays(-1), Noon, 5));
    }
}
