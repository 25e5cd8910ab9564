using System.Globalization;
using Quartz;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

/// <summary>Quartz's cron. What the package does at changes of the clock is what the schedule will do: 02:30 in the spring gap fires when the gap ends, in the autumn overlap once.</summary>
public sealed class CronCalendar(TimeProvider time) : ICronCalendar
{
    public string? Check(string cron, string zone)
    {
        if (Zone(zone) is not { } found)
            return $"'{zone}' is no time zone; an IANA name such as Europe/Berlin is expected.";
        var fields = (cron ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
            return $"'{cron}' has {fields.Length.ToString(CultureInfo.InvariantCulture)} fields; a schedule has six: second, minute, hour, day, month, weekday.";
        try
        {
            return new CronExpression(cron!, found).GetNextValidTimeAfter(time.GetUtcNow()) is null ? $"'{cron}' never fires." : null;
        }
        catch (FormatException wrong)
        {
            return $"'{cron}' cannot be read: {wrong.Message}";
        }
    }

    public IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>();
        if (Zone(zone) is not { } found || !CronExpression.TryParse(cron, out var parsed) || parsed is null)
            return times;
        var expression = parsed.WithTimeZone(found);
        while (times.Count < count && expression.GetNextValidTimeAfter(after) is { } next)
        {
            times.Add(next.ToUniversalTime());
            after = next;
        }
        return times;
    }

    internal static TimeZoneInfo? Zone(string zone) => !string.IsNullOrWhiteSpace(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;
}
