using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

/// <summary>Elsa 3's counter-based flowchart, case by case as real Elsa 3.7.1 ran them.</summary>
public sealed class TokenFlowTests
{
    private static string Order(string activities, string connections, Func<string, string>? outcome = null)
    {
        var plan = Flow.Of(activities, connections);
        var order = new List<string>();
        var state = RunMachine.Apply(plan, new RunState(), new Started(1), Sets);
        while (RunMachine.Next(state, DateTimeOffset.MaxValue) is { } work)
        {
            order.Add(work.Activity);
            state = RunMachine.Apply(plan, state, new Begun(work.Id), Sets);
            if (state.Queue.Any(w => w.Id == work.Id))
                state = RunMachine.Apply(plan, state, new Moved(work.Id, [new Movement(outcome?.Invoke(work.Activity) ?? "Done", 0, 1)], Completed: true), Sets);
            Assert.All(state.Nodes.Values, n => Assert.True(n.IsBalanced, n.ToString()));
            Assert.True(order.Count < 50);
        }
        Assert.True(state.IsFinished);
        return string.Join(' ', order);
    }

    private static MemorySets Sets { get; } = new(0);

    [Fact]
    public void Branches_interleave_breadth_first() =>
        Assert.Equal("s a b a2 b2", Order("s:Once a:Once b:Once a2:Once b2:Once", "s-Done-a s-Done-b a-Done-a2 b-Done-b2"));

    [Fact]
    public void An_ordinary_activity_waits_for_all_its_active_branches_and_runs_once() =>
        Assert.Equal("s a b b2 j z", Order("s:Once a:Once b:Once b2:Once j:Once z:Once", "s-Done-a s-Done-b a-Done-j b-Done-b2 b2-Done-j j-Done-z"));

    [Fact]
    public void WaitAny_runs_at_the_first_arrival_and_once() =>
        Assert.Equal("s a b j b2 z", Order("s:Once a:Once b:Once b2:Once j:WaitAny z:Once", "s-Done-a s-Done-b a-Done-j b-Done-b2 b2-Done-j j-Done-z"));

    [Fact]
    public void A_branch_that_was_not_taken_does_not_block_what_follows() =>
        Assert.Equal("s a j", Order("s:Once a:Once b:Once j:Once", "s-A-a s-B-b a-Done-j b-Done-j", a => a == "s" ? "A" : "Done"));

    [Fact]
    public void WaitAll_behind_a_decision_is_skipped() =>
        Assert.Equal("s a", Order("s:Once a:Once b:Once j:WaitAll z:Once", "s-A-a s-B-b a-Done-j b-Done-j j-Done-z", a => a == "s" ? "A" : "Done"));

    [Fact]
    public void A_loop_runs_its_body_again()
    {
        var times = 0;
        Assert.Equal("s d b d b d z", Order("s:Once d:Once b:Once z:Once", "s-Done-d d-A-b b-Done-d d-B-z", a => a != "d" ? "Done" : ++times < 3 ? "A" : "B"));
    }

    [Fact]
    public void Finish_ends_the_run_whatever_is_queued() =>
        Assert.Equal("s f", Order("s:Once f:Finish b:Once", "s-Done-f s-Done-b"));

    [Fact]
    public void After_a_fault_the_queue_is_still_drained_and_the_run_is_Faulted()
    {
        var plan = Flow.Of("s:Once bad:Once b:Once b2:Once after:Once", "s-Done-bad s-Done-b b-Done-b2 bad-Done-after");
        var order = new List<string>();
        var state = RunMachine.Apply(plan, new RunState(), new Started(1), Sets);
        while (RunMachine.Next(state, DateTimeOffset.MaxValue) is { } work)
        {
            order.Add(work.Activity);
            state = RunMachine.Apply(plan, state, new Begun(work.Id), Sets);
            state = RunMachine.Apply(plan, state, work.Activity == "bad" ? new Failed(work.Id, "broken") : new Moved(work.Id, [new Movement("Done", 0, 1)], Completed: true), Sets);
        }
        Assert.Equal("s bad b b2", string.Join(' ', order));
        Assert.Equal((RunStatus.Finished, RunSubStatus.Faulted, "'bad' failed: broken"), (state.Status, state.SubStatus, state.Fault));
    }

    [Fact]
    public void A_back_edge_that_can_be_reached_without_its_target_is_a_fault()
    {
        var plan = Flow.Of("s:Once a:Once b:Once c:Once", "s-A-a s-B-b a-Done-c b-Done-c c-A-a");
        var state = RunMachine.Apply(plan, new RunState(), new Started(1), Sets);
        while (RunMachine.Next(state, DateTimeOffset.MaxValue) is { } work)
        {
            state = RunMachine.Apply(plan, state, new Begun(work.Id), Sets);
            state = RunMachine.Apply(plan, state, new Moved(work.Id, [new Movement(work.Activity is "a" or "b" ? "Done" : "A", 0, 1)], Completed: true), Sets);
        }
        Assert.Equal(RunSubStatus.Faulted, state.SubStatus);
        Assert.Contains("Invalid backward connection", state.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_waits_suspends_the_run_and_leaves_without_running_again()
    {
        var plan = Flow.Of("s:Once z:Once", "s-B-z");
        var due = DateTimeOffset.UnixEpoch.AddHours(3);
        var state = RunMachine.Apply(plan, new RunState(), new Started(1), Sets);
        state = RunMachine.Apply(plan, state, new Begun(1), Sets);
        state = RunMachine.Apply(plan, state, new Moved(1, []) { WaitUntil = due, ThenLeave = "B" }, Sets);
        Assert.Equal((RunSubStatus.Suspended, due), (state.SubStatus, RunMachine.NextDue(state)!.Value));
        Assert.Null(RunMachine.Next(state, due.AddTicks(-1)));
        state = RunMachine.Apply(plan, state, new Begun(RunMachine.Next(state, due)!.Id), Sets);
        Assert.Equal("z", Assert.Single(state.Queue).Activity);
    }

    [Property(MaxTest = 200)]
    public Property An_ordinary_flow_is_balanced_at_every_step_and_ends() =>
        Prop.ForAll(
            RandomFlows.Generator(["Once", "WaitAll", "WaitAllActive", "WaitAny", "Finish"], "Once").ToArbitrary(),
            flow => new Simulation(Flow.Of(flow), 1, flow.Seed).ToEnd().State.IsFinished);
}
