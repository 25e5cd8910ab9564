using System.Globalization;
using System.Text.Json;
using Workflows.Schedules;

namespace Workflows.Validation;

/// <summary>What starts a flow: not twice at once, and not from the middle.</summary>
internal static class TriggerChecks
{
    // Validation must not depend on the day it is done.
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Problem> Check(FlowGraph flow, ICronCalendar? calendar) =>
        [.. flow.Steps.Where(s => s.IsTrigger).SelectMany(s => Place(flow, s)), .. Collisions(flow, calendar)];

    private static IEnumerable<Problem> Place(FlowGraph flow, Step trigger)
    {
        // Reached in the middle of a run of one token, such a trigger is a wait.
        if (flow.Incoming.Contains(trigger.Index) && trigger.Descriptor is { IsOrdinaryOnly: true })
            yield break;
        if (flow.Incoming.Contains(trigger.Index))
            yield return trigger.Problem(Severity.Warning, ProblemCodes.TriggerInside, null, $"'{trigger.Title}' starts the flow but stands in the middle of it; whoever comes by passes at once.");
        else if (!trigger.CanStart)
            yield return trigger.Problem(Severity.Warning, ProblemCodes.TriggerDisabled, null, $"'{trigger.Title}' is switched off: it does not start the flow by itself.");
    }

    private static IEnumerable<Problem> Collisions(FlowGraph flow, ICronCalendar? calendar)
    {
        var schedules = flow.Steps.Where(s => s.IsTrigger && s.CanStart).Select(s => (Step: s, Cron: Text(s, "cronExpression"), Zone: Text(s, "timeZone") ?? "UTC")).Where(s => s.Cron is not null).ToList();
        var fires = schedules.Select(s => Fires(calendar, s.Cron!, s.Zone)).ToList();
        for (var second = 1; second < schedules.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (a, b) = (schedules[first], schedules[second]);
                if (a.Cron == b.Cron && a.Zone == b.Zone)
                {
                    yield return b.Step.Problem(Severity.Error, ProblemCodes.TriggersCollide, "cronExpression", $"'{b.Step.Title}' and '{a.Step.Title}' both fire by '{b.Cron}' in {b.Zone}: everyone would get everything twice.", a.Step.Title, b.Cron!, b.Zone);
                }
                else if (fires[first].Intersect(fires[second]).Order().Cast<DateTimeOffset?>().FirstOrDefault() is { } both)
                {
                    var instant = both.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
                    yield return b.Step.Problem(Severity.Warning, ProblemCodes.TriggersOverlap, "cronExpression", $"'{b.Step.Title}' and '{a.Step.Title}' sometimes fire at the same time, such as {instant}.", a.Step.Title, instant);
                }
            }
        }
    }

    private static HashSet<DateTimeOffset> Fires(ICronCalendar? calendar, string cron, string zone) =>
        calendar is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && calendar.Check(cron, zone) is null ? [.. calendar.Next(cron, zone, From, 60)] : [];

    private static string? Text(Step step, string input) => step.Literal(input) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
