using System.Text.Json;
using Activities;
using Activities.Flow;
using Activities.Schedules;
using Workflows.Definitions;
using Workflows.Descriptors;
using Timer = Activities.Flow.Timer;

namespace Designer.Server.Schedules;

/// <summary>A Schedule, a Timer or a StartAt with which a published flow begins.</summary>
internal sealed record ScheduleEntry(string DefinitionId, string WorkflowName, string ActivityId, ScheduleTimes Times, MissedPolicy Missed, OverlapPolicy Overlap, TimeSpan TooLate)
{
    /// <summary>Survives versions: the next version's schedule goes on where this one stopped.</summary>
    public string Id => $"{DefinitionId}:{ActivityId}";

    /// <exception cref="InputException">An input does not fit its type.</exception>
    public static IEnumerable<ScheduleEntry> Of(WorkflowDefinition definition, ActivityCatalog catalog) =>
        from activity in definition.Root.Container?.Activities ?? [definition.Root]
        where CanStart(activity) && catalog.Find(activity.Type) is not null
        let entry = Read(definition, activity, InputBinder.WrittenValues(catalog.Find(activity.Type)!.Descriptor, activity))
        where entry is not null
        select entry;

    private static bool CanStart(Activity activity) => activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static ScheduleEntry? Read(WorkflowDefinition definition, Activity activity, Dictionary<string, JsonElement> values)
    {
        ScheduleEntry Entry(ScheduleTimes times, ScheduleInputs inputs) => new(definition.DefinitionId, definition.Name, activity.Id, times, inputs.Missed, inputs.Overlap, inputs.TooLate);
        switch (activity.Type)
        {
            case Schedule.Type:
                var cron = InputBinder.Bind<Schedule.Inputs>(values);
                return Entry(new CronTimes(cron.CronExpression, cron.TimeZone), cron);
            case Timer.Type:
                var timer = InputBinder.Bind<Timer.Inputs>(values);
                return Entry(new EveryTimes(timer.Interval), timer);
            case StartAt.Type:
                // It comes once, so there is nothing to choose: within half a day it is not too late.
                return new ScheduleEntry(definition.DefinitionId, definition.Name, activity.Id, new OnceTimes(InputBinder.Bind<StartAt.Inputs>(values).DateTime), MissedPolicy.RunOnce, OverlapPolicy.Allow, TimeSpan.FromHours(12));
            default:
                return null;
        }
    }
}
