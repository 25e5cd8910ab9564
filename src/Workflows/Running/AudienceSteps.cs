using System.Collections.Immutable;
using Workflows.Descriptors;

namespace Workflows.Running;

/// <summary>Sets of contacts: what each event and each effect does to the counts and the queue.</summary>
internal sealed class AudienceSteps(FlowPlan plan, ISets sets, Queue<RunEffect> effects)
{
    public RunState On(RunState state, RunEvent happened) => happened switch
    {
        Started started => Start(state, started),
        Begun begun => Begin(state, RunMachine.Find(state, begun.Work)),
        Materialised materialised => Materialise(state, materialised),
        Moved moved => Move(state, RunMachine.Find(state, moved.Work), moved),
        WaitDue due => Due(state, due),
        Vanished gone => Vanish(state, gone),
        Failed failed => Fail(state, RunMachine.Find(state, failed.Work), failed),
        Retried retried => RetrySteps.Retry(state, retried.Activity, sets),
        Cancelled or Broken => CancelSets(RunMachine.Common(state, happened)!),
        _ => RunMachine.Common(state, happened) ?? throw new InvalidOperationException($"An audience flow does not know the event {happened.GetType().Name}."),
    };

    public RunState Do(RunState state, RunEffect effect) => effect switch
    {
        _ when state.IsFinished => state,
        Travel { Edge.IsBack: true } travel when travel.Visit >= plan.MostVisits => CancelSets(RunMachine.Common(state, TooOften(plan, travel.Edge))!),
        Travel travel => new ArrivalSteps(plan, sets, effects).Arrive(state, travel),
        // An earlier effect may have taken contacts out of the part, or all of them.
        Pass pass => state.Queue.FirstOrDefault(w => w.Id == pass.Work) is { } work ? PassOn(state, work, pass.Outcomes) : state,
        FaultPart fault => state.Queue.FirstOrDefault(w => w.Id == fault.Work) is { } work ? FaultRest(state, work, fault.Message) : state,
        EndContacts end => state.Queue.FirstOrDefault(w => w.Id == end.Work) is { } work ? EndSteps.End(state, work, sets) : state,
        _ => throw new InvalidOperationException($"Unknown effect {effect.GetType().Name}."),
    };

    private RunState Start(RunState state, Started started)
    {
        var start = plan.Node(plan.Start);
        var everyone = started.Part == RunState.Everyone;
        var node = state.Node(start.Id, 1) with { Entered = started.Count, TookEveryone = everyone };
        state = state with { NextPart = Math.Max(state.NextPart, started.Part + 1) };
        if (start.Kind == NodeKind.Trigger)
        {
            Emit(start.Id, 1, ["Done"], started.Part, started.Count);
            return state.With(node.Left("Done", started.Count));
        }
        if (started.Count == 0)
            return state.With(node);
        var part = everyone ? RunState.Everyone : state.NextPart;
        var count = everyone ? started.Count : sets.Enter(start.Id, 1, started.Part, part).Accepted;
        return new ArrivalSteps(plan, sets, effects).Queue(Numbered(state, part), start, node with { Entered = count, Queued = count }, part, count);
    }

    private static RunState Begin(RunState state, Work work)
    {
        var node = state.Node(work.Activity, work.Visit);
        return state.Replace(work with { Begun = true, NotBefore = null }).With(node with { Queued = node.Queued - work.Count, InWork = node.InWork + work.Count });
    }

    private static RunState Materialise(RunState state, Materialised written)
    {
        var work = RunMachine.Find(state, written.Work);
        var node = state.Node(work.Activity, work.Visit);
        var gone = work.Count - written.Count;
        node = work.Begun ? node with { InWork = node.InWork - gone } : node with { Queued = node.Queued - gone };
        return (state with { NextPart = Math.Max(state.NextPart, written.Part + 1) })
            .Replace(work with { Part = written.Part, Count = written.Count })
            .With(node with { Dropped = node.Dropped + gone });
    }

    private RunState Move(RunState state, Work work, Moved moved)
    {
        var left = moved.Movements.Sum(m => m.Count);
        var total = left + moved.Waiting + moved.Faulted + moved.Erased;
        if (total > work.Count || (moved.Completed && total != work.Count))
            throw new InvalidOperationException($"'{work.Activity}' moved {total} of {work.Count} contacts and said that it was {(moved.Completed ? "done" : "not done")}.");
        var node = moved.Movements.Aggregate(state.Node(work.Activity, work.Visit), (n, m) => n.Left(m.Outcomes[0], m.Count));
        node = node with
        {
            InWork = node.InWork - total, Waiting = node.Waiting + moved.Waiting, Faulted = node.Faulted + moved.Faulted, Dropped = node.Dropped + moved.Erased,
            Fault = moved.FaultMessage ?? node.Fault,
        };
        var once = plan.Node(work.Activity).Grain == Grain.OncePerRun;
        if (once && moved is { Completed: true, Movements.Length: 1 })
            node = node with { Decided = moved.Movements[0].Outcomes };
        state = moved.Completed ? state.Remove(work) : state.Replace(work with { Count = work.Count - total });
        state = Numbered(state, moved.Movements).With(node);
        foreach (var movement in moved.Movements)
            Emit(work.Activity, work.Visit, movement.Outcomes, movement.Part, movement.Count);
        if (!node.Decided.IsEmpty)
        {
            foreach (var later in state.Queue.Where(w => w.Activity == work.Activity && w.Visit == work.Visit))
                effects.Enqueue(new Pass(later.Id, node.Decided));
        }
        return state;
    }

    private RunState PassOn(RunState state, Work work, ImmutableArray<string> outcomes)
    {
        var everyone = work.Part == RunState.Everyone;
        var into = everyone ? RunState.Everyone : state.NextPart;
        var count = everyone ? work.Count : sets.Leave(work.Activity, work.Visit, work.Part, outcomes[0], into);
        var node = state.Node(work.Activity, work.Visit);
        node = node with { Queued = node.Queued - work.Count, Dropped = node.Dropped + work.Count - count };
        Emit(work.Activity, work.Visit, outcomes, into, count);
        return Numbered(state.Remove(work), into).With(node.Left(outcomes[0], count));
    }

    private RunState Due(RunState state, WaitDue due)
    {
        var node = due.Movements.Aggregate(state.Node(due.Activity, due.Visit), (n, m) => n.Left(m.Outcomes[0], m.Count));
        foreach (var movement in due.Movements)
            Emit(due.Activity, due.Visit, movement.Outcomes, movement.Part, movement.Count);
        return Numbered(state, due.Movements).With(node with { Waiting = node.Waiting - due.Movements.Sum(m => m.Count) });
    }

    private static RunState Vanish(RunState state, Vanished gone)
    {
        var node = state.Node(gone.Activity, gone.Visit);
        return state.With(node with { Waiting = node.Waiting - gone.Count, Dropped = node.Dropped + gone.Count });
    }

    private RunState Fail(RunState state, Work work, Failed failed)
    {
        var released = RunMachine.Release(state, work);
        var node = released.Node(work.Activity, work.Visit);
        var again = work with { Begun = false, Attempt = work.Attempt + 1, NotBefore = failed.RetryAt };
        if (failed.RetryAt is null)
            effects.Enqueue(new FaultPart(again.Id, failed.Message));
        return released.Replace(again).With(node with { Fault = failed.Message });
    }

    private RunState FaultRest(RunState state, Work work, string message)
    {
        var part = work.Part;
        if (part == RunState.Everyone)
        {
            part = state.NextPart;
            sets.Enter(work.Activity, work.Visit, RunState.Everyone, part);
        }
        var count = sets.Fault(work.Activity, work.Visit, part, message);
        var node = state.Node(work.Activity, work.Visit);
        return Numbered(state.Remove(work), part)
            .With(node with { Queued = node.Queued - work.Count, Faulted = node.Faulted + count, Dropped = node.Dropped + work.Count - count });
    }

    internal static Broken TooOften(FlowPlan plan, PlanEdge edge) =>
        new($"The loop from '{edge.Source}' back to '{edge.Target}' went round {plan.MostVisits} times, which is the limit.");

    private RunState CancelSets(RunState state)
    {
        sets.Cancel();
        return state;
    }

    private void Emit(string activity, int visit, ImmutableArray<string> outcomes, long part, long count)
    {
        if (count == 0)
            return;
        foreach (var edge in plan.Node(activity).Outgoing.Where(e => e.Follows(outcomes)))
            effects.Enqueue(new Travel(edge, visit, part, count));
    }

    private static RunState Numbered(RunState state, ImmutableArray<Movement> movements) =>
        movements.Aggregate(state, (s, m) => Numbered(s, m.Part));

    internal static RunState Numbered(RunState state, long part) => state with { NextPart = Math.Max(state.NextPart, part + 1) };
}
