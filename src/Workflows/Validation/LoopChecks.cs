using System.Globalization;
using System.Text.Json;

namespace Workflows.Validation;

/// <summary>Loops that would never end, and loops that have two ways in.</summary>
internal static class LoopChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow) => [.. WithoutWait(flow), .. Sideways(flow)];

    private static IEnumerable<Problem> WithoutWait(FlowGraph flow)
    {
        if (!flow.IsAudience)
            yield break;
        foreach (var loop in StrongComponents.Of(flow, s => !IsWait(s)))
        {
            var titles = string.Join(", ", loop.Take(5).Select(s => $"'{s.Title}'")) + (loop.Count > 5 ? " …" : "");
            yield return new Problem(Severity.Error, ProblemCodes.LoopWithoutWait, loop[0].Id, null, $"The loop through {titles} has no wait in it: people would go round it without end.") { Arguments = [titles] };
        }
    }

    /// <summary>Elsa faults at a connection back to a step that is not on every way from the start ("Invalid backward connection").</summary>
    private static IEnumerable<Problem> Sideways(FlowGraph flow)
    {
        foreach (var start in flow.Starts)
        {
            var order = new Dominators(flow, start);
            var sideways = flow.Connections.FirstOrDefault(c => order.IsRetreating(c) && !order.Dominates(c.Target, c.Source));
            if (sideways is null)
                continue;
            yield return sideways.Source.Problem(Severity.Error, ProblemCodes.LoopSideways, null, $"'{sideways.Source.Title}' goes back to '{sideways.Target.Title}', into the middle of a loop that also begins elsewhere; a loop must have one way in.", sideways.Target.Title);
            yield break;
        }
    }

    private static bool IsWait(Step step) => step.Activity.Type switch
    {
        "Elsa.Delay" or "Elsa.Timer" => true,
        "Marketing.Wait" => step.Literal("timeOfDay") is { ValueKind: JsonValueKind.String } || !IsZero(step.Literal("duration")),
        _ => false,
    };

    private static bool IsZero(JsonElement? duration) =>
        duration is { ValueKind: JsonValueKind.String } text && TimeSpan.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var span) && span == TimeSpan.Zero;
}
