using Activities.Schedules;
using Designer.Server.Schedules;
using Xunit;

namespace Server.Tests.Schedules;

public sealed class SchedulePolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly CronCalendar Calendar = new(TimeProvider.System);

    private static List<int> Hours(MissedPolicy policy, TimeSpan tooLate, DateTimeOffset? since = null) =>
        [.. SchedulePolicy.Missed(new ScheduleEntry("f", "F", "t", new CronTimes("0 0 * * * ?", "UTC"), policy, OverlapPolicy.Skip, tooLate), Calendar, Noon, since ?? Noon.AddHours(-5.5), Noon.AddMinutes(30)).Select(t => t.Hour)];

    [Fact]
    public void Skip_runs_none_of_what_was_missed() => Assert.Empty(Hours(MissedPolicy.Skip, TimeSpan.FromDays(1)));

    [Fact]
    public void RunOnce_runs_the_last_of_what_was_missed() => Assert.Equal([12], Hours(MissedPolicy.RunOnce, TimeSpan.FromDays(1)));

    [Fact]
    public void RunAll_runs_each_of_what_was_missed_in_order() => Assert.Equal([7, 8, 9, 10, 11, 12], Hours(MissedPolicy.RunAll, TimeSpan.FromDays(1)));

    [Fact]
    public void What_is_too_late_is_left_out() => Assert.Equal([11, 12], Hours(MissedPolicy.RunAll, TimeSpan.FromHours(2)));

    [Fact]
    public void Nothing_was_missed_when_nothing_was_due() => Assert.Empty(Hours(MissedPolicy.RunAll, TimeSpan.FromDays(1), Noon));

    [Fact]
    public void A_year_off_does_not_start_thousands_of_runs() =>
        Assert.Equal(SchedulePolicy.MostMissed, Hours(MissedPolicy.RunAll, TimeSpan.FromDays(400), Noon.AddDays(-365)).Count);
}
