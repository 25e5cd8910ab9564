using System.Collections.Immutable;

namespace Workflows.Running;

/// <summary>
/// The runner of audience flows without a clock, a database or a thread: state and event in, next state out. Sets of contacts are moved through
/// <see cref="ISets"/> while an event is dealt with, so that an event, its movements and its state are one commit. Ordinary flows: <see cref="Ordinary.OrdinaryRun"/>.
/// </summary>
public static class RunMachine
{
    public static RunState Apply(FlowPlan plan, RunState state, RunEvent happened, ISets sets)
    {
        if (state.IsFinished && happened is not Retried)
            return state;
        var effects = new Queue<RunEffect>();
        var next = new AudienceSteps(plan, sets, effects).On(state, happened);
        // What moves nobody settles nobody, and asks nothing of the sets.
        if (happened is not (Begun or Paused or Resumed or Recovered))
        {
            next = Drain(plan, next, sets, effects);
            while (!next.IsFinished && JoinSteps.Settle(plan, next, sets, effects) is var settled && settled != next)
                next = Drain(plan, settled, sets, effects);
        }
        return Rest(next);
    }

    /// <summary>The next part to work on, or null: nothing is ready at this instant.</summary>
    public static Work? Next(RunState state, DateTimeOffset now) =>
        state.IsFinished || state.Paused ? null : state.Queue.FirstOrDefault(w => !w.Begun && (w.NotBefore is not { } at || at <= now));

    /// <summary>The earliest instant at which something becomes ready; contacts that wait are the sets' to know.</summary>
    public static DateTimeOffset? NextDue(RunState state) => state.Ordinary is { } ordinary ? ordinary.Bookmarks.Min(b => b.Due) : state.Queue.Min(w => w.NotBefore);

    private static RunState Drain(FlowPlan plan, RunState state, ISets sets, Queue<RunEffect> effects)
    {
        var steps = new AudienceSteps(plan, sets, effects);
        while (effects.TryDequeue(out var effect))
            state = steps.Do(state, effect);
        return state;
    }

    private static RunState Rest(RunState state)
    {
        if (state.IsFinished)
            return state;
        if (state.Queue.IsEmpty && state.Nodes.Values.All(n => n.Live == 0))
            return state with { Status = RunStatus.Finished, SubStatus = RunSubStatus.Finished };
        var suspended = state.Queue.All(w => w.NotBefore is not null && !w.Begun);
        return state with { SubStatus = suspended ? RunSubStatus.Suspended : RunSubStatus.Executing };
    }

    /// <summary>What pause, resume, cancel and recovery mean.</summary>
    internal static RunState? Common(RunState state, RunEvent happened) => happened switch
    {
        Paused => state with { Paused = true },
        Resumed => state with { Paused = false },
        Recovered => state.Queue.Where(w => w.Begun).Aggregate(state, Release),
        // What is over is not paused any more.
        Cancelled => DropAll(state) with { Paused = false, Status = RunStatus.Finished, SubStatus = RunSubStatus.Cancelled },
        Broken broken => DropAll(state) with { Paused = false, Status = RunStatus.Finished, SubStatus = RunSubStatus.Faulted, Fault = broken.Message },
        _ => null,
    };

    /// <summary>Begun work is queued again.</summary>
    internal static RunState Release(RunState state, Work work)
    {
        var node = state.Node(work.Activity, work.Visit);
        return state.Replace(work with { Begun = false }).With(node with { InWork = node.InWork - work.Count, Queued = node.Queued + work.Count });
    }

    internal static RunState DropAll(RunState state) => state with
    {
        Queue = [],
        Nodes = state.Nodes.ToImmutableSortedDictionary(p => p.Key, p => p.Value with { Queued = 0, InWork = 0, Waiting = 0, Dropped = p.Value.Dropped + p.Value.Live }, StringComparer.Ordinal),
    };

    internal static Work Find(RunState state, long id) =>
        state.Queue.FirstOrDefault(w => w.Id == id) ?? throw new InvalidOperationException($"The run has no work {id}.");
}
