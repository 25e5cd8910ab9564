namespace Workflows.Running;

/// <summary>A part arrives at an activity: who is new, who was there before, who is held by a join, and what waits for the activity.</summary>
internal sealed class ArrivalSteps(FlowPlan plan, ISets sets, Queue<RunEffect> effects)
{
    public RunState Arrive(RunState state, Travel travel)
    {
        var target = plan.Node(travel.Edge.Target);
        var node = state.Node(target.Id, travel.Edge.IsBack ? travel.Visit + 1 : travel.Visit);
        if (target.Holds)
            return Hold(state, travel, target, node);
        if (node.TookEveryone)
            return state.With(node with { Entered = node.Entered + travel.Count, Dropped = node.Dropped + travel.Count });

        var everyone = travel.Part == RunState.Everyone;
        var whole = everyone && node.Entered == 0;
        var part = whole ? RunState.Everyone : state.NextPart;
        var arrival = whole ? new Arrival(travel.Count, 0) : sets.Enter(target.Id, node.Visit, travel.Part, part);
        node = node with
        {
            Entered = node.Entered + arrival.Accepted + arrival.Repeats,
            Queued = node.Queued + arrival.Accepted,
            Dropped = node.Dropped + arrival.Repeats,
            TookEveryone = everyone,
        };
        state = AudienceSteps.Numbered(state, part);
        return arrival.Accepted == 0 ? state.With(node) : Queue(state, target, node, part, arrival.Accepted);
    }

    /// <summary>Puts a part in the queue, or lets it pass where nothing has to be done.</summary>
    public RunState Queue(RunState state, PlanNode target, NodeState node, long part, long count)
    {
        var work = new Work(state.NextWork, target.Id, node.Visit, part, count);
        if (target.Kind == NodeKind.Finish)
            effects.Enqueue(new EndContacts(work.Id));
        else if (target.Kind is not NodeKind.Ordinary)
            effects.Enqueue(new Pass(work.Id, ["Done"]));
        else if (!node.Decided.IsEmpty)
            effects.Enqueue(new Pass(work.Id, node.Decided));
        return (state with { NextWork = state.NextWork + 1, Queue = state.Queue.Add(work) }).With(node);
    }

    private RunState Hold(RunState state, Travel travel, PlanNode target, NodeState node)
    {
        // What comes by a back edge begins a visit in which the other connections never bring anyone: it does not wait for them.
        var bits = travel.Edge.IsBack ? target.AllBits : 1L << target.Incoming.IndexOf(travel.Edge);
        var arrival = sets.Hold(target.Id, node.Visit, travel.Part, bits, state.NextPart);
        return AudienceSteps.Numbered(state, state.NextPart).With(node with
        {
            Entered = node.Entered + arrival.Accepted + arrival.Repeats,
            Waiting = node.Waiting + arrival.Accepted,
            Dropped = node.Dropped + arrival.Repeats,
        });
    }
}
