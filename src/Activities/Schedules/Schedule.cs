using System.ComponentModel.DataAnnotations;
using Activities.Runs;
using Workflows.Descriptors;

namespace Activities.Schedules;

/// <summary>The server fires it; inside a run it has already fired and lets everyone pass.</summary>
[Activity("Elsa.Cron", "Schedule", Category.Triggers, "Starts the flow at the times you choose.", Icon.Schedule, Grain.OncePerRun, IsTrigger = true, IsPure = true)]
public sealed class Schedule : IActivity<Schedule.Inputs, Nothing>
{
    public sealed record Inputs
    {
        [Input("When", Editor = Editor.Cron, Hint = "Six fields: second, minute, hour, day, month, weekday. 0 0 9 ? * MON is Mondays at 9:00."), Required, StringLength(120)]
        public string CronExpression { get; init; } = "0 0 9 ? * MON";

        [Input("Time zone", Editor = Editor.TimeZone, InCustomProperties = true)]
        public string TimeZone { get; init; } = "UTC";

        [Input("When a time was missed", InCustomProperties = true, IsAdvanced = true, Hint = "While the server was off: leave it out, catch up once, or run each one.")]
        public MissedPolicy Missed { get; init; } = MissedPolicy.RunOnce;

        [Input("When the last run is still going", InCustomProperties = true, IsAdvanced = true)]
        public OverlapPolicy Overlap { get; init; } = OverlapPolicy.Skip;

        [Input("Too late after", InCustomProperties = true, IsAdvanced = true, Hint = "A missed time older than this is never run.")]
        public TimeSpan TooLate { get; init; } = TimeSpan.FromHours(12);
    }

    public Task<Nothing> ExecuteAsync(Inputs inputs, ActivityContext context, CancellationToken cancellationToken)
    {
        context.LeaveAll("Done");
        return Task.FromResult(Nothing.Value);
    }
}

/// <summary>What becomes of fire times that passed while the server was off.</summary>
public enum MissedPolicy { Skip, RunOnce, RunAll }

/// <summary>What becomes of a fire time while the run of an earlier one is still going.</summary>
public enum OverlapPolicy { Skip, Queue, Allow }
