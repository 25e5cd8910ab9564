using System.Text.Json;
using Designer.Server.Schedules;
using Microsoft.Extensions.Time.Testing;
using Testing;
using Xunit;

namespace Server.Tests.Schedules;

public sealed class CronCalendarTests
{
    private static readonly CronCalendar Calendar = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Fires_when_Java_Quartz_and_Quartz_NET_agree_that_it_does()
    {
        var vectors = File.ReadLines(SharedData.Path("cron.dev.jsonl")).Select(line => JsonElement.Parse(line)).ToList();
        Assert.True(vectors.Count > 1000);
        Assert.All(vectors, vector =>
        {
            var expected = vector.GetProperty("next").EnumerateArray().Select(t => t.GetDateTimeOffset()).ToList();
            Assert.Equal(expected, Calendar.Next(vector.GetProperty("cron").GetString()!, vector.GetProperty("zone").GetString()!, vector.GetProperty("after").GetDateTimeOffset(), expected.Count));
        });
    }

    [Fact]
    public void A_daily_schedule_fires_once_a_day_over_every_change_of_the_clock()
    {
        using var zones = JsonDocument.Parse(File.ReadAllText(SharedData.Path("tz-edges/transitions.json")));
        foreach (var zone in zones.RootElement.EnumerateObject().Where(z => TimeZoneInfo.TryFindSystemTimeZoneById(z.Name, out _)))
        {
            var here = TimeZoneInfo.FindSystemTimeZoneById(zone.Name);
            foreach (var change in zone.Value.EnumerateArray().Select(c => c.GetProperty("utc").GetDateTimeOffset()).Where(c => c.Year is >= 2024 and <= 2027))
            {
                // Noon is no hour at which any zone changes its clock: one fire per calendar day, each at noon.
                var times = Calendar.Next("0 0 12 * * ?", zone.Name, change.AddDays(-3), 6).Select(t => TimeZoneInfo.ConvertTime(t, here)).ToList();
                Assert.Equal(6, times.Select(t => t.Date).Distinct().Count());
                Assert.All(times, t => Assert.Equal(12, t.Hour));
            }
        }
    }

    [Theory]
    [InlineData("0 0 9 30 2 ?", "UTC", "'0 0 9 30 2 ?' never fires.")]
    [InlineData("0 9 * * MON-FRI", "UTC", "'0 9 * * MON-FRI' has 5 fields; a schedule has six: second, minute, hour, day, month, weekday.")]
    [InlineData("0 0 9 ? * MON", "Mars/Olympus", "'Mars/Olympus' is no time zone; an IANA name such as Europe/Berlin is expected.")]
    public void Says_in_a_sentence_what_is_wrong(string cron, string zone, string sentence) => Assert.Equal(sentence, Calendar.Check(cron, zone));

    [Theory]
    [InlineData("0 0 25 * * ?")]
    [InlineData("bad bad bad bad bad bad")]
    [InlineData("0 0 9 ? * FUNDAY")]
    public void Names_the_expression_that_cannot_be_read(string cron) => Assert.StartsWith($"'{cron}' cannot be read:", Calendar.Check(cron, "UTC"), StringComparison.Ordinal);

    [Fact]
    public void A_good_schedule_has_no_problem() => Assert.Null(Calendar.Check("0 0 9 ? * MON", "Asia/Shanghai"));
}
