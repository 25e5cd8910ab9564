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
            var problem = calendar.Check(schedule.Cron, schedule.Zone);
            rows.Add(new ScheduleRow(
                schedule.DefinitionId, schedule.WorkflowName, schedule.ActivityId, schedule.Cron, schedule.Zone,
                problem is null ? calendar.Next(schedule.Cron, schedule.Zone, time.GetUtcNow(), Shown) : [], state?.LastFireTime, state?.LastRunId,
                schedule.Missed.ToString(), schedule.Overlap.ToString(), problem));
        }
        return TypedResults.Ok<IReadOnlyList<ScheduleRow>>(rows);
    }

    private static Ok<SchedulePreview> Preview(SchedulePreviewRequest request, ICronCalendar calendar, TimeProvider time) =>
        TypedResults.Ok(calendar.Check(request.Cron, request.Zone) is { } problem
            ? new SchedulePreview([], problem)
            : new SchedulePreview(calendar.Next(request.Cron, request.Zone, time.GetUtcNow(), Shown), null));
}
