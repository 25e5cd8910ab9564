using System.Text.Json;
using Activities.Schedules;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Server.Schedules;

/// <summary>A Schedule of a published flow.</summary>
internal sealed record ScheduleEntry(string DefinitionId, string WorkflowName, string ActivityId, string Cron, string Zone, MissedPolicy Missed, OverlapPolicy Overlap, TimeSpan TooLate)
{
    public const string Type = "Elsa.Cron";

    /// <summary>Survives versions: the next version's schedule goes on where this one stopped.</summary>
    public string Id => $"{DefinitionId}:{ActivityId}";

    public static IEnumerable<ScheduleEntry> Of(WorkflowDefinition definition, ActivityDescriptor descriptor) =>
        (definition.Root.Container?.Activities ?? [definition.Root]).Where(a => a.Type == Type && CanStart(a)).Select(a => Read(definition, descriptor, a));

    private static bool CanStart(Activity activity) => activity.CustomProperties.TryGetValue("canStartWorkflow", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static ScheduleEntry Read(WorkflowDefinition definition, ActivityDescriptor descriptor, Activity activity)
    {
        var values = InputBinder.PlainValues(descriptor, activity);
        if (activity.Inputs.TryGetValue("cronExpression", out var cron) && cron.Expression is { Type: ExpressionTypes.Literal, Value: { } text })
            values["cronExpression"] = text;
        var inputs = InputBinder.Bind<Schedule.Inputs>(values);
        return new ScheduleEntry(definition.DefinitionId, definition.Name, activity.Id, inputs.CronExpression, inputs.TimeZone, inputs.Missed, inputs.Overlap, inputs.TooLate);
    }
}
