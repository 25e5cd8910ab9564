using System.Globalization;

namespace Designer.Client.FlowDesigner;

/// <summary>How often, as an author thinks of it.</summary>
public enum CronRhythm { Minutes, Hourly, Daily, Weekly, Monthly, Other }

/// <summary>A cron expression taken apart into what the editor offers; Other keeps the text as it is.</summary>
/// <param name="Every">Minutes: the step.</param>
/// <param name="Weekdays">Weekly: MON to SUN.</param>
/// <param name="Day">Monthly: 1 to 31, or 0 for the last day.</param>
public sealed record CronParts(CronRhythm Rhythm, int Every, TimeOnly Time, IReadOnlyList<string> Weekdays, int Day)
{
    public static IReadOnlyList<string> Week { get; } = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    private static CronParts None { get; } = new(CronRhythm.Other, 5, new TimeOnly(9, 0), ["MON"], 1);

    /// <summary>Starting points when the author changes the rhythm.</summary>
    public CronParts With(CronRhythm rhythm) => this with { Rhythm = rhythm, Weekdays = Weekdays.Count == 0 ? ["MON"] : Weekdays };

    public string Text => Rhythm switch
    {
        CronRhythm.Minutes => Every == 1 ? "0 * * * * ?" : $"0 0/{Every} * * * ?",
        CronRhythm.Hourly => $"0 {Time.Minute} * * * ?",
        CronRhythm.Daily => $"0 {Time.Minute} {Time.Hour} * * ?",
        CronRhythm.Weekly => $"0 {Time.Minute} {Time.Hour} ? * {string.Join(',', Week.Where(Weekdays.Contains))}",
        CronRhythm.Monthly => $"0 {Time.Minute} {Time.Hour} {(Day == 0 ? "L" : Day.ToString(CultureInfo.InvariantCulture))} * ?",
        _ => "",
    };

    public static CronParts Read(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["0", var minute, var hour, var day, "*", var weekday])
            return None;
        var (anyDay, anyWeekday) = (day is "*" or "?", weekday is "*" or "?");
        if (hour == "*" && anyDay && anyWeekday)
        {
            var step = minute.Split('/');
            if (minute is "*" or "*/1" or "0/1")
                return None with { Rhythm = CronRhythm.Minutes, Every = 1 };
            if (step is ["0" or "*", var every] && Number(every, 1, 59) is { } minutes)
                return None with { Rhythm = CronRhythm.Minutes, Every = minutes };
            return Number(minute, 0, 59) is { } at ? None with { Rhythm = CronRhythm.Hourly, Time = new TimeOnly(0, at) } : None;
        }
        if (Number(minute, 0, 59) is not { } m || Number(hour, 0, 23) is not { } h)
            return None;
        var parts = None with { Time = new TimeOnly(h, m) };
        if (anyDay && anyWeekday)
            return parts with { Rhythm = CronRhythm.Daily };
        if (anyDay)
            return Days(weekday) is { Count: > 0 } days ? parts with { Rhythm = CronRhythm.Weekly, Weekdays = days } : None;
        if (!anyWeekday)
            return None;
        return day == "L" ? parts with { Rhythm = CronRhythm.Monthly, Day = 0 } : Number(day, 1, 31) is { } d ? parts with { Rhythm = CronRhythm.Monthly, Day = d } : None;
    }

    /// <summary>MON,WED and MON-FRI; numbers mean different days to different readers, so they stay as text.</summary>
    private static IReadOnlyList<string>? Days(string field)
    {
        var days = new List<string>();
        foreach (var part in field.ToUpperInvariant().Split(','))
        {
            var ends = part.Split('-');
            var (from, to) = (Index(ends[0]), Index(ends[^1]));
            if (from < 0 || to < from || ends.Length > 2)
                return null;
            days.AddRange(Week.Skip(from).Take(to - from + 1));
        }
        return days;
    }

    private static int Index(string day) => Week.ToList().IndexOf(day);

    private static int? Number(string text, int least, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
