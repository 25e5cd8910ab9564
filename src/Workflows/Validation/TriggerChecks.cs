using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Schedules;

namespace Workflows.Validation;

/// <summary>What starts a flow: not twice at once, and not from the middle.</summary>
internal static class TriggerChecks
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>By which input each trigger says when it begins a flow.</summary>
    private static readonly Dictionary<string, string> Says = new() { ["Elsa.Cron"] = "cronExpression", ["Elsa.Timer"] = "interval", ["Elsa.StartAt"] = "dateTime", ["Elsa.Event"] = "eventName", ["Elsa.HttpEndpoint"] = "path" };

    // Validation must not depend on the day it is done.
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Problem> Check(FlowGraph flow, ICronCalendar? calendar) =>
        [.. flow.Steps.Where(s => s.IsTrigger).SelectMany(s => Place(flow, s)), .. flow.Steps.Where(s => s is { IsTrigger: true, CanStart: true }).SelectMany(Start), .. Collisions(flow, calendar)];

    private static IEnumerable<Problem> Place(FlowGraph flow, Step trigger)
    {
        // Reached in the middle of a run of one token, a trigger is a wait.
        if (flow.Incoming.Contains(trigger.Index) && !flow.IsAudience)
        {
            if (trigger.CanStart && !flow.Connections.All(c => c.Target.Index != trigger.Index || IsLoop(flow, trigger, c)))
                yield return trigger.Problem(Severity.Warning, ProblemCodes.TriggerBoth, null, $"'{trigger.Title}' waits in the middle of the flow, and starts it as well.");
            yield break;
        }
        if (flow.Incoming.Contains(trigger.Index))
            yield return trigger.Problem(Severity.Warning, ProblemCodes.TriggerInside, null, $"'{trigger.Title}' starts the flow but stands in the middle of it; whoever comes by passes at once.");
        else if (!trigger.CanStart)
            yield return trigger.Problem(Severity.Warning, ProblemCodes.TriggerDisabled, null, $"'{trigger.Title}' is switched off: it does not start the flow by itself.");
    }

    /// <summary>A loop back to where the flow begins is no middle.</summary>
    private static bool IsLoop(FlowGraph flow, Step trigger, Edge edge)
    {
        var (seen, next) = (new HashSet<int>(), new Stack<int>([trigger.Index]));
        while (next.TryPop(out var at))
        {
            foreach (var onward in flow.Outgoing[at].Select(c => c.Target.Index).Where(seen.Add))
                next.Push(onward);
        }
        return seen.Contains(edge.Source.Index);
    }

    private static IEnumerable<Problem> Start(Step trigger)
    {
        if (Says.TryGetValue(trigger.Activity.Type, out var name) && trigger.Descriptor!.Input(name) is { } input && trigger.Activity.Inputs.TryGetValue(name, out var given) && given.Expression is { Type: not (ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json) })
            yield return trigger.Problem(Severity.Error, ProblemCodes.TriggerComputed, name, $"'{input.Title}' of '{trigger.Title}' is computed, but it begins the flow: no run is there yet to compute it.", input.Title);
        if (trigger.Activity.Type == "Elsa.Timer" && Text(trigger, "interval") is { } text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval < Shortest)
            yield return trigger.Problem(Severity.Error, ProblemCodes.InputRange, "interval", $"'{trigger.Title}' starts the flow every {interval}; between {Shortest} and {TimeSpan.MaxValue.Days} days are possible.", trigger.Descriptor!.Input("interval")!.Title, $"{Shortest}", $"{TimeSpan.MaxValue.Days}.00:00:00", $"{interval}");
    }

    private static IEnumerable<Problem> Collisions(FlowGraph flow, ICronCalendar? calendar)
    {
        var schedules = flow.Steps.Where(s => s.IsTrigger && s.CanStart).Select(s => (Step: s, Cron: Text(s, "cronExpression"), Zone: Text(s, "timeZone") ?? "UTC")).Where(s => s.Cron is not null).ToList();
        var (same, fires) = (new Dictionary<(string?, string), Step>(), new Dictionary<DateTimeOffset, Step>());
        // Each is told the first that it meets: of thousands, every pair would be millions of sentences.
        foreach (var (step, cron, zone) in schedules)
        {
            if (same.TryGetValue((cron, zone), out var twin))
            {
                yield return step.Problem(Severity.Error, ProblemCodes.TriggersCollide, "cronExpression", $"'{step.Title}' and '{twin.Title}' both fire by '{cron}' in {zone}: everyone would get everything twice.", twin.Title, cron!, zone);
                continue;
            }
            same.Add((cron, zone), step);
            var own = Fires(calendar, cron!, zone);
            if (own.Where(fires.ContainsKey).Order().Cast<DateTimeOffset?>().FirstOrDefault() is { } both)
            {
                var (other, instant) = (fires[both], both.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
                yield return step.Problem(Severity.Warning, ProblemCodes.TriggersOverlap, "cronExpression", $"'{step.Title}' and '{other.Title}' sometimes fire at the same time, such as {instant}.", other.Title, instant);
            }
            foreach (var fire in own)
                fires.TryAdd(fire, step);
        }
    }

    private static HashSet<DateTimeOffset> Fires(ICronCalendar? calendar, string cron, string zone) =>
        calendar is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) && calendar.Check(cron, zone) is null ? [.. calendar.Next(cron, zone, From, 60)] : [];

    private static string? Text(Step step, string input) => step.Literal(input) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
