using System.Collections.Immutable;

namespace Workflows.Running;

/// <summary>
/// An ordinary flow: one token, Elsa 3's counter-based flowchart. Every completion visits all outbound connections, followed or not; an activity runs
/// when all its forward connections were visited and one was followed, else it is skipped and the skip goes on.
/// </summary>
internal static class TokenSteps
{
    public static RunState On(FlowPlan plan, RunState state, RunEvent happened) => happened switch
    {
        Started => Schedule(state, plan.Start, 1, byBackEdge: false),
        Begun begun => Begin(plan, state, RunMachine.Find(state, begun.Work)),
        Moved moved => Move(plan, state, RunMachine.Find(state, moved.Work), moved),
        Failed failed => Fail(state, RunMachine.Find(state, failed.Work), failed),
        _ => RunMachine.Common(state, happened) ?? throw new InvalidOperationException($"An ordinary flow does not know the event {happened.GetType().Name}."),
    };

    private static RunState Begin(FlowPlan plan, RunState state, Work work)
    {
        var node = state.Node(work.Activity, work.Visit);
        if (work.ThenLeave is { } outcome)
            return Complete(plan, state.With(node with { Waiting = node.Waiting - 1, InWork = node.InWork + 1 }), work, [outcome]);
        state = state.Replace(work with { Begun = true, NotBefore = null }).With(node with { Queued = node.Queued - 1, InWork = node.InWork + 1 });
        return plan.Node(work.Activity).Kind == NodeKind.Ordinary ? state : Complete(plan, state, work, ["Done"]);
    }

    private static RunState Move(FlowPlan plan, RunState state, Work work, Moved moved)
    {
        if (moved.WaitUntil is { } until)
        {
            var node = state.Node(work.Activity, work.Visit);
            return state.Replace(work with { Begun = false, NotBefore = until, ThenLeave = moved.ThenLeave ?? "Done" })
                .With(node with { InWork = node.InWork - 1, Waiting = node.Waiting + 1 });
        }
        return Complete(plan, state, work, moved.Movements.IsDefaultOrEmpty ? [] : moved.Movements[0].Outcomes);
    }

    private static RunState Complete(FlowPlan plan, RunState state, Work work, ImmutableArray<string> outcomes)
    {
        var node = state.Node(work.Activity, work.Visit);
        state = state.Remove(work).With((node with { InWork = node.InWork - 1 }).Left(outcomes.IsEmpty ? "Done" : outcomes[0], 1));
        if (plan.Node(work.Activity).Kind == NodeKind.Finish)
            return RunMachine.DropAll(state) with { Status = RunStatus.Finished, SubStatus = state.Fault is null ? RunSubStatus.Finished : RunSubStatus.Faulted };
        return Outbound(plan, state, work.Activity, work.Visit, outcomes, work.ByBackEdge);
    }

    private static RunState Fail(RunState state, Work work, Failed failed)
    {
        var node = state.Node(work.Activity, work.Visit) with { Fault = failed.Message };
        if (failed.RetryAt is { } at)
        {
            return state.Replace(work with { Begun = false, Attempt = work.Attempt + 1, NotBefore = at })
                .With(node with { InWork = node.InWork - 1, Queued = node.Queued + 1 });
        }
        return state.Remove(work).With(node with { InWork = node.InWork - 1, Faulted = node.Faulted + 1 }) with { Fault = state.Fault ?? $"'{work.Activity}' failed: {failed.Message}" };
    }

    /// <summary>Visits every outbound connection. No outcomes: the activity was skipped or cancelled.</summary>
    private static RunState Outbound(FlowPlan plan, RunState state, string activity, int visit, ImmutableArray<string> outcomes, bool byBackEdge)
    {
        if (!byBackEdge)
            state = state with { Tokens = TokenCounts.Ran(state.Tokens, activity) };
        foreach (var edge in plan.Node(activity).Outgoing)
        {
            if (state.IsFinished)
                return state;
            var followed = !outcomes.IsEmpty && edge.Follows(outcomes);
            state = state with { Tokens = TokenCounts.Seen(state.Tokens, edge, followed) };
            if (!edge.IsBack)
                state = Forward(plan, state, edge, visit);
            else if (followed && visit >= plan.MostVisits)
                return RunMachine.Common(state, AudienceSteps.TooOften(plan, edge))!;
            else if (followed && !edge.IsValid)
                return Invalid(state, edge, visit, outcomes[0]);
            else if (followed)
                state = Schedule(state, edge.Target, visit + 1, byBackEdge: true);
        }
        return state;
    }

    private static RunState Forward(FlowPlan plan, RunState state, PlanEdge edge, int visit)
    {
        var target = plan.Node(edge.Target);
        var counts = new TokenCounts(state.Tokens, target);
        if (target.Kind == NodeKind.JoinAny)
        {
            if (counts.WasServed(edge) || state.Queue.Any(w => w.Activity == target.Id))
                return state;
            if (counts.AnyFollowed)
                return CancelWaiting(plan, Schedule(state, target.Id, visit, byBackEdge: false), target);
            return counts.AllSeen ? Outbound(plan, state, target.Id, visit, [], byBackEdge: false) : state;
        }
        if (!counts.AllSeen)
            return state;
        return (target.Kind == NodeKind.JoinAll ? counts.AllFollowed : counts.AnyFollowed)
            ? Schedule(state, target.Id, visit, byBackEdge: false)
            : Outbound(plan, state, target.Id, visit, [], byBackEdge: false);
    }

    /// <summary>The first arrival at a WaitAny cancels what still waits on its other branches; Elsa 3.7.1 then runs the join twice, here it runs once.</summary>
    private static RunState CancelWaiting(FlowPlan plan, RunState state, PlanNode join)
    {
        foreach (var work in state.Queue.Where(w => w.ThenLeave is not null && join.Ancestors.Contains(w.Activity)))
        {
            var node = state.Node(work.Activity, work.Visit);
            state = state.Remove(work).With(node with { Waiting = node.Waiting - 1, Dropped = node.Dropped + 1 });
            state = Outbound(plan, state, work.Activity, work.Visit, [], work.ByBackEdge);
        }
        return state;
    }

    private static RunState Invalid(RunState state, PlanEdge edge, int visit, string outcome)
    {
        var message = $"Invalid backward connection: every path from the source ('{edge.Source}') must go through the target ('{edge.Target}') when tracing back to the start.";
        var node = state.Node(edge.Source, visit);
        node = node with { Outcomes = node.Outcomes.SetItem(outcome, node.Outcomes[outcome] - 1), Faulted = node.Faulted + 1, Fault = message };
        return state.With(node) with { Fault = state.Fault ?? message };
    }

    private static RunState Schedule(RunState state, string activity, int visit, bool byBackEdge)
    {
        var node = state.Node(activity, visit);
        var work = new Work(state.NextWork, activity, visit, RunState.Everyone, 1) { ByBackEdge = byBackEdge };
        return (state with { NextWork = state.NextWork + 1, Queue = state.Queue.Add(work) }).With(node with { Entered = node.Entered + 1, Queued = node.Queued + 1 });
    }
}
