using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Running.Ordinary;

/// <summary>Makes the state that is stored of a run under way, and takes a run up again from it.</summary>
public static class OrdinarySnapshot
{
    /// <param name="before">What the engine does not know: whether the run is paused.</param>
    public static RunState Of(OrdinaryRun run, RunState before) => before with
    {
        // What is over is not paused any more.
        Paused = before.Paused && !run.IsFinished, Status = run.Status, SubStatus = run.SubStatus, Fault = run.Fault, Ordinary = State(run),
    };

    /// <summary>A run that a fault has ended, as it stood just before.</summary>
    /// <returns>Null: it did not end so.</returns>
    public static RunState? Standing(RunState ended) => ended is { IsFinished: true, SubStatus: RunSubStatus.Faulted, Ordinary.Standing: { } stood }
        ? ended with { Status = RunStatus.Running, SubStatus = RunSubStatus.Executing, Ordinary = stood }
        : null;

    public static OrdinaryRun Read(OrdinaryPlan plan, RunState stored, IReadOnlyDictionary<string, JsonElement> variables)
    {
        var state = stored.Ordinary ?? throw new JsonException("The stored state of a run has no ordinary flow.");
        var run = new OrdinaryRun(plan, new VariableScope(plan.Definition.Variables, variables))
        {
            Status = stored.Status, SubStatus = stored.SubStatus, Fault = stored.Fault, LastContext = state.LastContext, LastBookmark = state.LastBookmark,
            Steps = state.Steps, Outcomes = state.Outcomes, Standing = state.Standing,
        };
        foreach (var node in state.Counts)
            run.Ledger.Restore(plan.Step(node.Activity), new StepCount(node));
        run.Incidents.AddRange(state.Incidents);
        Remember(run.Memory, state);
        var known = Contexts(run, state);
        foreach (var queued in state.Queue)
            Queue(run, queued, known);
        foreach (var bookmark in state.Bookmarks)
            run.Ledger.Bookmarks.Add(bookmark.Id, bookmark);
        // Whatever was at work when the process ended begins again.
        foreach (var step in run.Ledger.Live.Values.Where(s => !s.Waits && !s.IsBusy && !s.HasFault).OrderBy(s => s.Id).ToList())
            run.Again(step);
        return run;
    }

    private static ImmutableArray<NodeState> Counts(OrdinaryRun run)
    {
        var nodes = ImmutableArray.CreateBuilder<NodeState>(run.Plan.Steps.Length);
        // The flow itself is no step of it.
        for (var i = run.Plan.Root.Children.IsEmpty ? 0 : 1; i < run.Ledger.Counts.Count; i++)
        {
            if (run.Ledger.Counts[i] is { } count)
                nodes.Add(count.ToNode(run.Plan.Steps[i].Key));
        }
        return nodes.ToImmutable();
    }

    internal static OrdinaryState State(OrdinaryRun run)
    {
        var memory = run.Memory;
        var state = new OrdinaryState
        {
            Incidents = [.. run.Incidents], Name = memory.Name, CorrelationId = memory.CorrelationId, Outcomes = run.Outcomes, Counts = Counts(run),
            Outputs = memory.Outputs.Count == 0 ? null : new(memory.Outputs),
        };
        return run.IsFinished ? state with { Standing = run.Standing } : state with
        {
            LastContext = run.LastContext, LastBookmark = run.LastBookmark, Steps = run.Steps,
            Contexts = [.. Needed(run).Select(ContextOf)], Queue = [.. run.Ledger.Queue.Select(QueuedOf)], Bookmarks = [.. run.Bookmarks],
            Results = memory.Results.Count == 0 ? null : memory.Results.ToDictionary(r => r.Key, r => new Dictionary<string, JsonElement>(r.Value)), LastResult = memory.LastResult,
        };
    }

    /// <summary>What lives or failed, and whatever is around it or around what is queued.</summary>
    private static SortedDictionary<long, StepContext>.ValueCollection Needed(OrdinaryRun run)
    {
        var needed = new SortedDictionary<long, StepContext>();
        foreach (var step in run.Ledger.Live.Values.Concat(run.Ledger.Faulted).Concat(run.Ledger.Queue.Select(q => q.Owner).OfType<StepContext>()))
        {
            for (var at = step; at is not null && needed.TryAdd(at.Id, at); at = at.Parent)
            {
            }
        }
        return needed.Values;
    }

    private static ContextState ContextOf(StepContext step) => new(step.Id, step.Step.Index, step.Visit)
    {
        Parent = step.Parent?.Id ?? 0, Status = step.Status, Attempt = step.Attempt, Waits = step.Waits, ByBackEdge = step.ByBackEdge, HasFault = step.HasFault, IsBroken = step.IsBroken,
        Position = step.Position, Variables = step.Variables is { } scope ? new(scope.Values) : null, Items = step.Items,
        Ran = step.Flow is { } ran ? [.. ran.Ran] : null, Seen = step.Flow is { } seen ? [.. seen.Seen] : null, Followed = step.Flow is { } followed ? [.. followed.Followed] : null,
        Range = step.Range is { } range ? new RangeState(range.Next, range.End, range.Step, range.Inclusive) : null,
    };

    private static QueuedState QueuedOf(QueuedStep queued) =>
        new(queued.Step.Index) { Owner = queued.Owner?.Id ?? 0, ByBackEdge = queued.ByBackEdge, Value = queued.Turn?.Value, Index = queued.Turn?.Index };

    private static void Remember(RunMemory memory, OrdinaryState state)
    {
        (memory.Name, memory.CorrelationId, memory.LastResult) = (state.Name, state.CorrelationId, state.LastResult);
        foreach (var (name, value) in state.Outputs ?? [])
            memory.Outputs[name] = value;
        foreach (var (step, results) in state.Results ?? [])
            memory.Results[step] = new Dictionary<string, JsonElement>(results);
    }

    private static Dictionary<long, StepContext> Contexts(OrdinaryRun run, OrdinaryState state)
    {
        var known = new Dictionary<long, StepContext>();
        foreach (var stored in state.Contexts)
        {
            var plan = run.Plan.Steps[stored.Step];
            var step = new StepContext(stored.Id, plan, known.GetValueOrDefault(stored.Parent), stored.Visit)
            {
                ByBackEdge = stored.ByBackEdge, Status = stored.Status, Attempt = stored.Attempt, Waits = stored.Waits, HasFault = stored.HasFault, IsBroken = stored.IsBroken,
                Position = stored.Position, Items = stored.Items, Variables = ContainerSteps.Restored(plan, stored.Variables),
                Range = stored.Range is { } range ? new ForRange(range.Next, range.End, range.Step, range.Inclusive) : null,
                Flow = stored.Ran is { } ran ? new FlowScope(0, 0) { Ran = ran, Seen = stored.Seen!, Followed = stored.Followed!, Active = new int[ran.Length] } : null,
            };
            known.Add(step.Id, step);
            if (step.Status == StepStatus.Faulted)
                run.Ledger.Faulted.Add(step);
            if (!step.IsRunning)
                continue;
            run.Ledger.Live.Add(step.Id, step);
            step.Parent?.Enter(step);
            if (step.Parent?.Flow is { } flow)
                flow.Active[plan.Place]++;
        }
        return known;
    }

    private static void Queue(OrdinaryRun run, QueuedState stored, Dictionary<long, StepContext> known)
    {
        var (plan, owner) = (run.Plan.Steps[stored.Step], known.GetValueOrDefault(stored.Owner));
        if (owner is not null)
            owner.Queued++;
        if (owner?.Flow is { } flow)
            flow.Active[plan.Place]++;
        run.Ledger.Queue.Enqueue(new QueuedStep(plan, owner, stored.ByBackEdge, stored.Value is { } value ? new LoopTurn(value, stored.Index) : null));
    }
}
