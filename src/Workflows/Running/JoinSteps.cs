namespace Workflows.Running;

/// <summary>Joins wait per contact: after every event, whoever has all arrivals (or cannot get another) goes on.</summary>
internal static class JoinSteps
{
    /// <returns>The same state when nobody could go.</returns>
    public static RunState Settle(FlowPlan plan, RunState state, ISets sets, Queue<RunEffect> effects)
    {
        var holding = state.Nodes.Values.Where(n => n.Waiting > 0 && plan.Node(n.Activity).Holds).ToList();
        var settled = holding.Select(h => Settle(plan, state, h, quiet: false, sets, effects)).FirstOrDefault(s => s is not null);
        if (settled is not null)
            return settled;
        var isQuiet = state.Queue.IsEmpty && state.Nodes.Values.All(n => n.Waiting == 0 || plan.Node(n.Activity).Holds);
        return (isQuiet ? holding.Select(h => Settle(plan, state, h, quiet: true, sets, effects)).FirstOrDefault(s => s is not null) : null) ?? state;
    }

    private static RunState? Settle(FlowPlan plan, RunState state, NodeState held, bool quiet, ISets sets, Queue<RunEffect> effects)
    {
        var target = plan.Node(held.Activity);
        var everyone = state.Queue.Any(w => w.Part == RunState.Everyone && target.Upstream.Contains(w.Activity));
        var part = state.NextPart;
        var (released, unmatched) = sets.Settle(new Join(held.Activity, held.Visit, target.Kind == NodeKind.JoinAll, target.AllBits, target.Upstream, everyone, quiet), part);
        if (released + unmatched == 0)
            return null;
        var node = held with { Waiting = held.Waiting - released - unmatched, Dropped = held.Dropped + unmatched };
        if (released == 0)
            return state.With(node);
        foreach (var edge in target.Outgoing.Where(e => e.Follows(["Done"])))
            effects.Enqueue(new Travel(edge, held.Visit, part, released));
        return AudienceSteps.Numbered(state, part).With(node.Left("Done", released));
    }
}
