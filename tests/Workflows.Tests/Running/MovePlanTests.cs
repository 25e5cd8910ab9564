using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

public sealed class MovePlanTests
{
    private static readonly FlowPlan Old = Flow.Of("t:Trigger mail:Each w:Each v:Each post:Once j:WaitAll", "t-Done-mail mail-A-w mail-B-v mail-A-post w-A-post w-A-j v-A-j");

    [Fact]
    public void People_move_where_the_other_version_has_the_same_activity_of_the_same_kind()
    {
        var to = Flow.Of("t:Trigger w:Each v:Once j:WaitAll", "t-Done-w w-A-j t-Done-v v-A-j");
        var plan = MovePlan.Between(Old, Waiting("w", "v", "j", "mail"), to);
        Assert.Equal([("mail", MoveObstacle.Gone), ("w", null), ("v", MoveObstacle.OtherType), ("j", MoveObstacle.Join)], plan.Steps.Select(s => (s.Activity, s.Obstacle)));
        Assert.Equal(["w"], plan.Movable);
    }

    [Fact]
    public void What_is_behind_them_and_comes_again_is_named_and_what_was_ahead_anyway_is_not()
    {
        var to = Flow.Of("t:Trigger w:Each mail:Each v:Each post:Once", "t-Done-w w-A-mail mail-A-v w-B-v");
        var state = Waiting("w").With(new NodeState("mail", 1) { Entered = 5 }.Left("A", 5)).With(new NodeState("v", 1) { Entered = 2 }.Left("A", 2));
        Assert.Equal(["mail", "v"], MovePlan.Between(Old, state, to).Again);
        Assert.Empty(MovePlan.Between(Old, state, Old).Again);
    }

    [Fact]
    public void The_other_run_begins_with_them_waiting_and_what_acted_once_has_acted()
    {
        var old = Waiting("w").With(new NodeState("post", 1) { Entered = 3, Decided = ["A"] }.Left("A", 3)) with { Paused = true };
        var state = MovePlan.Begin(Old, old, [new WaitingGroup("w", 1, 4), new WaitingGroup("w", 2, 1)]);
        Assert.All(state.Nodes.Values, n => Assert.True(n.IsBalanced));
        Assert.Equal((4, 1), (state.Node("w", 1).Waiting, state.Node("w", 2).Waiting));
        Assert.Equal(["A"], state.Node("post", 1).Decided);
        Assert.Equal(0, state.Node("post", 1).Entered);
        Assert.Equal((RunStatus.Running, RunSubStatus.Suspended, true), (state.Status, state.SubStatus, state.Paused));
    }

    private static RunState Waiting(params string[] activities) =>
        activities.Aggregate(new RunState(), (s, a) => s.With(new NodeState(a, 1) { Entered = 5, Waiting = 5 }));
}
