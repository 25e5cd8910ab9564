using System.Globalization;

namespace Designer.Client.Shell;

/// <summary>Instants and spans as this reader's language and zone write them.</summary>
public static class Dates
{
    public static string Instant(DateTimeOffset at) => at.ToLocalTime().ToString("g", CultureInfo.CurrentCulture);

    public static string Exact(DateTimeOffset at) => at.ToLocalTime().ToString("G", CultureInfo.CurrentCulture);

    /// <summary>With the weekday, in the given zone; the reader's own when the zone is unknown here.</summary>
    public static string InZone(DateTimeOffset at, string zone)
    {
        var there = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found) : at.ToLocalTime();
        return $"{there.ToString("ddd", CultureInfo.CurrentCulture)} {there.ToString("g", CultureInfo.CurrentCulture)}";
    }

    public static string Count(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Percent(double share) => share.ToString("P1", CultureInfo.CurrentCulture);

    public static string Span(TimeSpan span) => span.TotalMinutes < 1 ? $"{span.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)} s" : span.ToString(span.TotalHours < 1 ? "m\\:ss" : "h\\:mm\\:ss", CultureInfo.InvariantCulture);

    /// <summary>For inline styles: a share between 0 and 1 as a CSS percentage.</summary>
    public static string Css(double share) => $"{(Math.Clamp(share, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture)}%";
}
