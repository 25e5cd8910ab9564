namespace Activities.Flow;

/// <summary>Times of day where a person lives, across the days on which clocks are changed.</summary>
public static class LocalTime
{
    /// <returns>The first instant at or after <paramref name="earliest"/> at which the clock there shows this time; on a day that skips it, the first instant after the gap.</returns>
    public static DateTimeOffset Next(DateTimeOffset earliest, TimeOnly time, TimeZoneInfo zone)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(earliest, zone).DateTime);
        for (var day = 0; ; day++)
        {
            // Both readings of a time that comes twice are asked, so that an "earliest" between the two is served by the second.
            foreach (var instant in InstantsOf(date.AddDays(day), time, zone))
            {
                if (instant >= earliest)
                    return instant;
            }
        }
    }

    private static IEnumerable<DateTimeOffset> InstantsOf(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            yield return AfterGap(local, zone);
            yield break;
        }

        if (!zone.IsAmbiguousTime(local))
        {
            yield return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            yield break;
        }

        foreach (var offset in zone.GetAmbiguousTimeOffsets(local).OrderDescending())
            yield return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static DateTimeOffset AfterGap(DateTime local, TimeZoneInfo zone)
    {
        // Gaps end on whole minutes in every zone of the last century; the longest (a skipped day at the date line) is 24 hours.
        var minute = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(minute))
            minute = minute.AddMinutes(1);
        return new DateTimeOffset(minute, zone.GetUtcOffset(minute)).ToUniversalTime();
    }
}
