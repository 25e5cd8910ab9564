using Workflows.Descriptors;

namespace Activities.Schedules;

/// <summary>What every activity that fires again and again says of the times that it could not keep.</summary>
public abstract record ScheduleInputs
{
    [Input("When a time was missed", InCustomProperties = true, IsAdvanced = true, Hint = "While the server was off: leave it out, catch up once, or run each one.")]
    public MissedPolicy Missed { get; init; } = MissedPolicy.RunOnce;

    [Input("When the last run is still going", InCustomProperties = true, IsAdvanced = true)]
    public OverlapPolicy Overlap { get; init; } = OverlapPolicy.Skip;

    [Input("Too late after", InCustomProperties = true, IsAdvanced = true, Hint = "A missed time older than this is never run.")]
    public TimeSpan TooLate { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>What becomes of fire times that passed while the server was off.</summary>
public enum MissedPolicy { Skip, RunOnce, RunAll }

/// <summary>What becomes of a fire time while the run of an earlier one is still going.</summary>
public enum OverlapPolicy { Skip, Queue, Allow }
