using System.Globalization;
using Activities.Flow;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Activities.Tests.Flow;

public sealed class LocalTimeTests
{
    [Theory]
    // Berlin 2026: clocks jump from 02:00 to 03:00 on 29 March and fall from 03:00 to 02:00 on 25 October.
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:01Z", "02:30", "2026-03-30T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:45:00Z", "02:30", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:31:00Z", "02:30", "2026-10-26T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-06-01T07:00:00Z", "09:00", "2026-06-01T07:00:00Z")]
    // Samoa skipped 30 December 2011 altogether.
    [InlineData("Pacific/Apia", "2011-12-30T09:00:00Z", "09:00", "2011-12-30T19:00:00Z")]
    // Half an hour, at Lord Howe Island.
    [InlineData("Australia/Lord_Howe", "2026-10-03T10:00:00Z", "02:15", "2026-10-03T15:30:00Z")]
    [InlineData("Asia/Kathmandu", "2026-06-01T00:00:00Z", "09:00", "2026-06-01T03:15:00Z")]
    public void Knows_the_days_on_which_clocks_are_changed(string zone, string earliest, string time, string expected)
    {
        var instant = LocalTime.Next(Utc(earliest), TimeOnly.Parse(time, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(Utc(expected), instant);
    }

    [Fact]
    public void Is_never_before_the_earliest_and_never_more_than_two_days_and_a_gap_later()
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo", "UTC"];
        Prop.ForAll<int, int, int>((minutes, timeSeconds, zone) =>
        {
            var earliest = new DateTimeOffset(2011, 12, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(Math.Abs((long)minutes * 9973 % 8_000_000));
            var time = TimeOnly.MinValue.Add(TimeSpan.FromMinutes(Math.Abs(timeSeconds * 37L % 1440)));
            var info = TimeZoneInfo.FindSystemTimeZoneById(zones[Math.Abs(zone % zones.Length)]);
            var next = LocalTime.Next(earliest, time, info);
            var local = TimeZoneInfo.ConvertTime(next, info);
            return next >= earliest
                && next - earliest <= TimeSpan.FromHours(50)
                && (TimeOnly.FromDateTime(local.DateTime) == time || info.IsInvalidTime(local.Date.Add(time.ToTimeSpan())) || info.IsInvalidTime(local.Date.AddDays(-1).Add(time.ToTimeSpan())));
        }).QuickCheckThrowOnFailure();
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
