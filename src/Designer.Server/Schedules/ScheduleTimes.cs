using Quartz;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

/// <summary>When a published flow begins by itself.</summary>
internal abstract record ScheduleTimes
{
    /// <summary>The zone in which its author thinks of it.</summary>
    public virtual string Zone => "UTC";

    /// <summary>A sentence when it never fires, else null.</summary>
    public virtual string? Check(ICronCalendar calendar) => null;

    /// <param name="anchor">When the schedule was first seen.</param>
    /// <returns>The next instants after <paramref name="after"/>, at most <paramref name="count"/>.</returns>
    public abstract IReadOnlyList<DateTimeOffset> Next(ICronCalendar calendar, DateTimeOffset anchor, DateTimeOffset after, int count);

    /// <summary>What Quartz missed we find ourselves, by the schedule's own policy.</summary>
    /// <param name="next">The next instant at which it fires.</param>
    public abstract ITrigger Trigger(TimeProvider time, TriggerKey key, DateTimeOffset next);
}

/// <summary>Elsa.Cron.</summary>
internal sealed record CronTimes(string Cron, string In) : ScheduleTimes
{
    public override string Zone => In;

    public override string? Check(ICronCalendar calendar) => calendar.Check(Cron, In);

    public override IReadOnlyList<DateTimeOffset> Next(ICronCalendar calendar, DateTimeOffset anchor, DateTimeOffset after, int count) => calendar.Next(Cron, In, after, count);

    public override ITrigger Trigger(TimeProvider time, TriggerKey key, DateTimeOffset next) =>
        TriggerBuilder.Create(time).WithIdentity(key).WithSchedule(CronScheduleBuilder.Create(new CronExpression(Cron, CronCalendar.Zone(In))).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build();
}

/// <summary>Elsa.Timer: every so often since it was published first. Elsa counts anew from each start of the server.</summary>
internal sealed record EveryTimes(TimeSpan Interval) : ScheduleTimes
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public override string? Check(ICronCalendar calendar) => Interval < Shortest ? $"An interval of {Interval} is too short; {Shortest} is the shortest." : null;

    public override IReadOnlyList<DateTimeOffset> Next(ICronCalendar calendar, DateTimeOffset anchor, DateTimeOffset after, int count)
    {
        var gone = after < anchor ? 0 : ((after - anchor).Ticks / Interval.Ticks) + 1;
        return [.. Enumerable.Range(0, count).Select(n => anchor + (Interval * (gone + n))).Where(at => at > anchor)];
    }

    public override ITrigger Trigger(TimeProvider time, TriggerKey key, DateTimeOffset next) =>
        TriggerBuilder.Create(time).WithIdentity(key).StartAt(next).WithSchedule(SimpleScheduleBuilder.Create().WithInterval(Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
}

/// <summary>Elsa.StartAt: once. An instant that was over when the flow was published never comes.</summary>
internal sealed record OnceTimes(DateTimeOffset At) : ScheduleTimes
{
    public override IReadOnlyList<DateTimeOffset> Next(ICronCalendar calendar, DateTimeOffset anchor, DateTimeOffset after, int count) => At > after ? [At] : [];

    public override ITrigger Trigger(TimeProvider time, TriggerKey key, DateTimeOffset next) =>
        TriggerBuilder.Create(time).WithIdentity(key).StartAt(next).WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
}
