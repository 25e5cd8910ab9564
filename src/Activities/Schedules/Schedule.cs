using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;
using Workflows.Schedules;

namespace Activities.Schedules;

/// <summary>The server fires it; an audience that comes by passes, and a run of one token that reaches it waits for its next time.</summary>
[Activity(Type, "Schedule", Category.Triggers, "Starts the flow at the times you choose.", Icon.Schedule, Grain.OncePerRun, IsTrigger = true, IsPure = true)]
public sealed class Schedule(ICronCalendar calendar) : IActivity<Schedule.Inputs, Nothing>
{
    public const string Type = "Elsa.Cron";

    public sealed record Inputs : ScheduleInputs
    {
        [Input("When", Editor = Editor.Cron, Hint = "Six fields: second, minute, hour, day, month, weekday. 0 0 9 ? * MON is Mondays at 9:00."), Required, StringLength(120)]
        public string CronExpression { get; init; } = "0 0 9 ? * MON";

        [Input("Time zone", Editor = Editor.TimeZone, InCustomProperties = true)]
        public string TimeZone { get; init; } = "UTC";
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        if (!context.IsOrdinary)
            context.LeaveAll("Done");
        else if (calendar.Next(inputs.CronExpression, inputs.TimeZone, context.Now, 1) is [var next])
            context.Flow.WaitFor(null, next);
        else
            throw new ActivityFaultException(calendar.Check(inputs.CronExpression, inputs.TimeZone) ?? $"'{inputs.CronExpression}' never fires again.", canRetry: false);
        return Task.FromResult(Nothing.Value);
    }
}
