using System.Collections.Immutable;

namespace Workflows.Running.Ordinary;

/// <summary>
/// Elsa 3's counter-based flowchart. Every completion visits all outbound connections, followed or not; an activity runs when all its forward connections
/// were visited and one was followed, else it is skipped and the skip goes on. A step costs what its own connections cost, however large the flow is.
/// </summary>
internal sealed class FlowchartSteps(OrdinaryRun run)
{
    private readonly Stack<(int Place, int Edge, bool Skipped)> _path = new();

    private enum Arrival { Nothing, Scheduled, Skipped }

    public void Enter(StepContext chart)
    {
        var graph = chart.Step.Graph!;
        chart.Flow = new FlowScope(chart.Step.Children.Length, graph.Edges.Length);
        if (chart.Step.Children.IsEmpty)
            run.End(chart, ["Done"]);
        else
            run.Schedule(chart.Step.Children[graph.Start], chart);
    }

    public void Ended(StepContext chart, StepContext child, ImmutableArray<string> outcomes)
    {
        if (child.Step.IsTerminal)
            run.End(chart, ["Done"]);
        else if (!Outbound(chart, child, outcomes) && !chart.IsBusy && !chart.HasFault)
            run.End(chart, ["Done"]);
    }

    /// <summary>The first to arrive at a WaitAny cancels what still waits on its other branches.</summary>
    public void CancelOthers(StepContext join)
    {
        if (join.Parent is not { IsRunning: true, Step.Graph: { } graph, Inside: { } inside })
            return;
        var before = graph.Ancestors(join.Step.Place);
        foreach (var other in inside.Values.Where(c => c != join && before[c.Step.Place]).ToList())
        {
            run.CancelStep(other);
            Outbound(join.Parent, other, []);
        }
    }

    /// <summary>Visits every outbound connection of what ended, and of all that is skipped for it. No outcomes: it was skipped, cancelled or failed.</summary>
    /// <returns>True: something was scheduled.</returns>
    private bool Outbound(StepContext chart, StepContext ended, ImmutableArray<string> outcomes)
    {
        var (graph, flow) = (chart.Step.Graph!, chart.Flow!);
        var scheduled = false;
        if (!ended.ByBackEdge)
            flow.Ran[ended.Step.Place]++;
        _path.Push((ended.Step.Place, 0, outcomes.IsEmpty));
        while (_path.TryPop(out var at))
        {
            var edges = graph.Outgoing[at.Place];
            if (at.Edge >= edges.Length)
                continue;
            _path.Push(at with { Edge = at.Edge + 1 });
            var edge = edges[at.Edge];
            // Elsa 3.7.1 follows a connection without a source port when the activity said no outcome of its own.
            var followed = !at.Skipped && (edge.Port is { } port ? outcomes.Contains(port) : outcomes is ["Done"]);
            flow.Seen[edge.Index]++;
            flow.Followed[edge.Index] = followed;
            if (!edge.IsBack)
            {
                var arrival = Forward(chart, graph, flow, edge);
                scheduled |= arrival == Arrival.Scheduled;
                if (arrival != Arrival.Skipped)
                    continue;
                flow.Ran[edge.Target]++;
                _path.Push((edge.Target, 0, true));
            }
            else if (followed && !edge.IsValid)
            {
                _path.Clear();
                run.Unmake(ended, outcomes[0], Invalid(chart, edge));
            }
            else if (followed)
            {
                run.Schedule(chart.Step.Children[edge.Target], chart, byBackEdge: true);
                scheduled = true;
            }
        }
        return scheduled;
    }

    private Arrival Forward(StepContext chart, FlowchartGraph graph, FlowScope flow, ChartEdge edge)
    {
        var target = chart.Step.Children[edge.Target];
        bool IsSeen(ChartEdge e) => flow.Seen[e.Index] > flow.Ran[e.Target];
        bool IsFollowed(ChartEdge e) => IsSeen(e) && flow.Followed[e.Index];
        var incoming = graph.Incoming[edge.Target];
        var allSeen = incoming.All(IsSeen);
        if (target.Kind == StepKind.JoinAny)
        {
            // Elsa 3.7.1 asks only whether it is queued, and so runs a join twice that cancels a branch; here it runs once.
            if (!IsSeen(edge) || flow.Active[edge.Target] > 0)
                return Arrival.Nothing;
            if (!incoming.Any(IsFollowed))
                return allSeen ? Arrival.Skipped : Arrival.Nothing;
        }
        else if (!allSeen)
        {
            return Arrival.Nothing;
        }
        else if (!(target.Kind == StepKind.JoinAll ? incoming.All(IsFollowed) : incoming.Any(IsFollowed)))
        {
            return Arrival.Skipped;
        }
        run.Schedule(target, chart);
        return Arrival.Scheduled;
    }

    private static string Invalid(StepContext chart, ChartEdge edge)
    {
        var (source, target) = (chart.Step.Children[edge.Source].Activity.Id, chart.Step.Children[edge.Target].Activity.Id);
        return $"Invalid backward connection: Every path from the source ('{source}') must go through the target ('{target}') when tracing back to the start.";
    }
}
