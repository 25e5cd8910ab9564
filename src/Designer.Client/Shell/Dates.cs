using System.Globalization;

namespace Designer.Client.Shell;

/// <summary>Instants and spans as this reader's language and zone write them.</summary>
public static class Dates
{
    public static string Instant(DateTimeOffset at) => at.ToLocalTime().ToString("g", CultureInfo.CurrentCulture);

    public static string Exact(DateTimeOffset at) => at.ToLocalTime().ToString("G", CultureInfo.CurrentCulture);

    /// <summary>With the weekday, in the given zone; the reader's own when the zone is unknown here.</summary>
    public static string InZone(DateTimeOffset at, string zone, bool withSeconds = false)
    {
        var there = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found) : at.ToLocalTime();
        return $"{there.ToString("ddd", CultureInfo.CurrentCulture)} {there.ToString(withSeconds ? "G" : "g", CultureInfo.CurrentCulture)}";
    }

    public static string Count(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Percent(double share) => share.ToString("P1", CultureInfo.CurrentCulture);

    public static string Span(TimeSpan span) => span.TotalMinutes < 1 ? $"{span.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)} s" : span.ToString(span.TotalHours < 1 ? "m\\:ss" : "h\\:mm\\:ss", CultureInfo.InvariantCulture);

    /// <summary>"1 d 2 h 30 min": by the units' symbols, which are the same in every language.</summary>
    public static string Length(TimeSpan span) =>
        string.Join(' ', new (int Value, string Unit)[] { (span.Days, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s") }.Where(p => p.Value > 0).Select(p => $"{Count(p.Value)} {p.Unit}"));

    /// <summary>For inline styles: a share between 0 and 1 as a CSS percentage.</summary>
    public static string Css(double share) => $"{(Math.Clamp(share, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture)}%";
}
