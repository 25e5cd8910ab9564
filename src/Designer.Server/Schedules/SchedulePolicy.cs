using Activities.Schedules;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

/// <summary>Which fire times to run, by the declared policies. Pure.</summary>
internal static class SchedulePolicy
{
    /// <summary>A schedule that fires every second and was off for a year has thirty million missed times; nobody wants more than these.</summary>
    public const int MostMissed = 100;

    /// <summary>The missed times to run now: those after <paramref name="since"/> and before <paramref name="now"/> that the policy keeps.</summary>
    /// <param name="anchor">When the schedule was first seen.</param>
    public static IReadOnlyList<DateTimeOffset> Missed(ScheduleEntry schedule, ICronCalendar calendar, DateTimeOffset anchor, DateTimeOffset since, DateTimeOffset now)
    {
        if (schedule.Missed == MissedPolicy.Skip)
            return [];
        var from = now - schedule.TooLate > since ? now - schedule.TooLate : since;
        var kept = new Queue<DateTimeOffset>();
        for (var after = from; schedule.Times.Next(calendar, anchor, after, MostMissed) is { Count: > 0 } times; after = times[^1])
        {
            foreach (var time in times.Where(t => t < now))
            {
                kept.Enqueue(time);
                if (kept.Count > (schedule.Missed == MissedPolicy.RunOnce ? 1 : MostMissed))
                    kept.Dequeue();
            }
            if (times[^1] >= now)
                break;
        }
        return [.. kept];
    }
}
