using Quartz;

namespace Designer.Server.Schedules;

/// <summary>What Quartz calls at a fire time.</summary>
internal sealed class ScheduleJob(ScheduleIndex index, ScheduleFires fires, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = context.Trigger.Key.Name;
        if (index.Find(id) is { } schedule)
            await fires.UpToAsync(schedule, time.GetUtcNow(), (context.ScheduledFireTimeUtc ?? context.FireTimeUtc).ToUniversalTime(), cancellationToken);
    }
}
