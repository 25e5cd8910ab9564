using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Designer.Client.FlowDesigner;

/// <summary>A cron expression as a sentence: "Mondays at 09:00".</summary>
public static class CronWords
{
    public static string Sentence(string cron, IStringLocalizer<DesignerTexts> texts, CultureInfo culture)
    {
        var parts = CronParts.Read(cron);
        var time = parts.Time.ToString("HH:mm", CultureInfo.InvariantCulture);
        return parts.Rhythm switch
        {
            CronRhythm.Minutes when parts.Every == 1 => texts["EveryMinute"],
            CronRhythm.Minutes => texts["EveryMinutes", parts.Every],
            CronRhythm.Hourly => texts["EveryHour", parts.Time.Minute.ToString("00", CultureInfo.InvariantCulture)],
            CronRhythm.Daily => texts["EveryDay", time],
            CronRhythm.Weekly when parts.Weekdays.SequenceEqual(CronParts.Week.Take(5)) => texts["EveryWorkday", time],
            CronRhythm.Weekly => texts["EveryWeekday", string.Join(texts["ListComma"], parts.Weekdays.Select(d => DayName(d, culture))), time],
            CronRhythm.Monthly when parts.Day == 0 => texts["EveryMonthEnd", time],
            CronRhythm.Monthly => texts["EveryMonth", parts.Day, time],
            _ => cron,
        };
    }

    public static string DayName(string day, CultureInfo culture) => culture.DateTimeFormat.GetDayName((DayOfWeek)((CronParts.Week.ToList().IndexOf(day) + 1) % 7));

    public static string ShortDayName(string day, CultureInfo culture) => culture.DateTimeFormat.GetAbbreviatedDayName((DayOfWeek)((CronParts.Week.ToList().IndexOf(day) + 1) % 7));
}
