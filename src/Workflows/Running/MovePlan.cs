using System.Collections.Immutable;
using Workflows.Descriptors;

namespace Workflows.Running;

/// <summary>
/// People who wait in a run of one version go on in another version: possible where the activity they wait at still exists. A run stays on its version, so they leave it
/// (counted as dropped) and wait on in a run of the other one, until the instant that they were given.
/// </summary>
/// <param name="Again">Activities ahead of those people, per contact, that this run had behind them: whoever has been there already goes there a second time.</param>
public sealed record MovePlan(ImmutableArray<WaitingStep> Steps, ImmutableArray<string> Again)
{
    public ImmutableArray<string> Movable => [.. Steps.Where(s => s.Obstacle is null).Select(s => s.Activity)];

    public static MovePlan Between(FlowPlan from, RunState state, FlowPlan to)
    {
        var steps = state.Nodes.Values.Where(n => n.Waiting > 0).GroupBy(n => n.Activity)
            .Select(g => new WaitingStep(g.Key, from.Node(g.Key).Type, g.Sum(n => n.Waiting), ObstacleAt(from.Node(g.Key), to)))
            .OrderBy(s => from.Node(s.Activity).Index).ToImmutableArray();
        var movable = steps.Where(s => s.Obstacle is null).Select(s => s.Activity).ToHashSet();
        var passed = state.Nodes.Values.Where(n => n.Entered > 0).Select(n => n.Activity).ToHashSet();
        // What lay ahead in the old version too is no surprise: a loop, or the other branch.
        var again = to.Nodes.Where(n => n.Grain == Grain.PerContact && passed.Contains(n.Id) && !movable.Contains(n.Id) && movable.Any(m => n.Upstream.Contains(m) && !from.Node(n.Id).Upstream.Contains(m)));
        return new MovePlan(steps, [.. again.Select(n => n.Id)]);
    }

    /// <summary>The state of the run in which people wait on.</summary>
    public static RunState Begin(FlowPlan to, RunState old, IEnumerable<WaitingGroup> groups)
    {
        // Their rows are part 1.
        var state = new RunState { SubStatus = RunSubStatus.Suspended, Paused = old.Paused, NextPart = 2 };
        foreach (var group in groups)
        {
            var node = state.Node(group.Activity, group.Visit);
            state = state.With(node with { Entered = node.Entered + group.Count, Waiting = node.Waiting + group.Count });
        }
        // What acts once per run has acted: a post is not made again for those who come later.
        foreach (var decided in old.Nodes.Values.Where(n => !n.Decided.IsEmpty && to.Has(n.Activity) && n.Decided.All(to.Node(n.Activity).Outcomes.Contains)))
            state = state.With(state.Node(decided.Activity, decided.Visit) with { Decided = decided.Decided });
        return state;
    }

    private static MoveObstacle? ObstacleAt(PlanNode from, FlowPlan to) => from switch
    {
        _ when !to.Has(from.Id) => MoveObstacle.Gone,
        _ when to.Node(from.Id).Type != from.Type || !from.Outcomes.All(to.Node(from.Id).Outcomes.Contains) => MoveObstacle.OtherType,
        { Holds: true } => MoveObstacle.Join,
        _ => null,
    };
}

/// <param name="Obstacle">Null: who waits here can move.</param>
public sealed record WaitingStep(string Activity, string Type, long Waiting, MoveObstacle? Obstacle);

/// <summary>Waiting contacts that moved, by where they wait.</summary>
public sealed record WaitingGroup(string Activity, int Visit, long Count);

/// <summary>Why people cannot move.</summary>
public enum MoveObstacle
{
    /// <summary>The other version does not have the activity.</summary>
    Gone,

    /// <summary>It has another activity by that id.</summary>
    OtherType,

    /// <summary>They wait for somebody of their own run, not for an instant.</summary>
    Join,
}
