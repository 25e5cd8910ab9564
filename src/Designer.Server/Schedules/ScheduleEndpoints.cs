using Designer.Contracts.Schedules;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Schedules;

namespace Designer.Server.Schedules;

public static class ScheduleEndpoints
{
    private const int Shown = 5;

    public static void MapSchedules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/schedules", ListAsync).WithTags("Schedules");
        api.MapPost("/api/schedules/preview", Preview).WithTags("Schedules");
    }

    private static async Task<Ok<IReadOnlyList<ScheduleRow>>> ListAsync(ScheduleIndex index, ScheduleFires fires, ICronCalendar calendar, TimeProvider time, CancellationToken cancellationToken)
    {
        var rows = new List<ScheduleRow>();
        foreach (var schedule in index.Entries)
        {
            var state = await fires.StateAsync(schedule, cancellationToken);
            var (problem, now) = (schedule.Times.Check(calendar), time.GetUtcNow());
            rows.Add(new ScheduleRow(
                schedule.DefinitionId, schedule.WorkflowName, schedule.ActivityId, (schedule.Times as CronTimes)?.Cron, schedule.Times.Zone,
                problem is null ? schedule.Times.Next(calendar, state is null ? now : ScheduleFires.Anchor(state), now, Shown) : [], state?.LastFireTime, state?.LastRunId,
                schedule.Missed.ToString(), schedule.Overlap.ToString(), problem) { Interval = (schedule.Times as EveryTimes)?.Interval });
        }
        return TypedResults.Ok<IReadOnlyList<ScheduleRow>>(rows);
    }

    private static Ok<SchedulePreview> Preview(SchedulePreviewRequest request, ICronCalendar calendar, TimeProvider time) =>
        TypedResults.Ok(calendar.Check(request.Cron, request.Zone) is { } problem
            ? new SchedulePreview([], problem)
            : new SchedulePreview(calendar.Next(request.Cron, request.Zone, time.GetUtcNow(), Shown), null));
}
