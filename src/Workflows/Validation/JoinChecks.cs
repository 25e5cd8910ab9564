using System.Text.Json;

namespace Workflows.Validation;

/// <summary>
/// A join that waits for all completes only for who arrives by each of its connections. Two of them can both bring the same person only if, somewhere before, two connections
/// leave one outcome together; the ways of a decision never meet again.
/// </summary>
internal static class JoinChecks
{
    public static IEnumerable<Problem> Check(FlowGraph flow) => flow.Steps.Where(s => s.Activity.Type == "Elsa.FlowJoin" && flow.Reachable[s.Index] && Mode(s) == "WaitAll").SelectMany(s => Check(flow, s));

    private static IEnumerable<Problem> Check(FlowGraph flow, Step join)
    {
        var arrivals = flow.Incoming[join.Index].ToList();
        var before = arrivals.Select(a => Before(flow, join, a)).ToList();
        for (var second = 1; second < arrivals.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (Meet(before[first], before[second]))
                    continue;
                var (a, b) = (arrivals[first].Source.Title, arrivals[second].Source.Title);
                yield return join.Problem(Severity.Error, ProblemCodes.JoinNever, "mode", $"'{join.Title}' waits for everyone to come from both '{a}' and '{b}', but nobody ever goes both ways.", a, b);
                yield break;
            }
        }
    }

    /// <summary>All connections by which one can come to this arrival without passing the join.</summary>
    private static HashSet<Edge> Before(FlowGraph flow, Step join, Edge arrival)
    {
        var found = new HashSet<Edge>(ReferenceEqualityComparer.Instance) { arrival };
        var seen = new HashSet<int> { arrival.Source.Index };
        var next = new Stack<Step>([arrival.Source]);
        while (next.TryPop(out var step))
        {
            foreach (var edge in flow.Incoming[step.Index].Where(e => e.Source != join && flow.Reachable[e.Source.Index]))
            {
                found.Add(edge);
                if (seen.Add(edge.Source.Index))
                    next.Push(edge.Source);
            }
        }

        return found;
    }

    private static bool Meet(HashSet<Edge> first, HashSet<Edge> second)
    {
        var byOutcome = first.ToLookup(Outcome);
        return second.Any(b => byOutcome[Outcome(b)].Any(a => !ReferenceEquals(a, b)));
    }

    /// <summary>A switch that follows every true case leaves through several ports at once.</summary>
    private static (int Step, string Port) Outcome(Edge edge) =>
        (edge.Source.Index, edge.Source.Activity.Type == "Elsa.FlowFork" || (edge.Source.Activity.Type == "Elsa.FlowSwitch" && Mode(edge.Source) == "MatchAny") ? "" : edge.Connection.SourcePort ?? "");

    private static string? Mode(Step step) => step.Literal("mode") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
