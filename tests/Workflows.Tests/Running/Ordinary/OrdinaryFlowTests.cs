using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Workflows.Running;
using Workflows.Running.Ordinary;
using Xunit;

namespace Workflows.Tests.Running.Ordinary;

/// <summary>Elsa 3's counter-based flowchart, case by case as real Elsa 3.7.1 ran them; all probes of it run in Server.Tests.</summary>
public sealed class OrdinaryFlowTests
{
    private static string Order(string activities, string connections, Func<string, string>? outcome = null)
    {
        var run = new OrdinarySimulation(activities, connections, s => outcome?.Invoke(s.Step.Key) ?? "Done").ToRest();
        Assert.True(run.Run.IsFinished);
        return string.Join(' ', run.Order);
    }

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
        Assert.Equal("s f", Order("s:Once f:Elsa.Finish b:Once", "s-Done-f s-Done-b"));

    [Fact]
    public void After_a_fault_the_queue_is_still_drained_and_the_run_is_Faulted()
    {
        var run = new OrdinarySimulation("s:Once bad:Once b:Once b2:Once after:Once", "s-Done-bad s-Done-b b-Done-b2 bad-Done-after", s => s.Step.Key == "bad" ? "Fault" : "Done").ToRest();
        Assert.Equal("s bad b b2", string.Join(' ', run.Order));
        Assert.Equal((RunStatus.Finished, RunSubStatus.Faulted, "'bad' failed: broken"), (run.Run.Status, run.Run.SubStatus, run.Run.Fault));
    }

    [Fact]
    public void A_back_edge_that_can_be_reached_without_its_target_is_a_fault()
    {
        var run = new OrdinarySimulation("s:Once a:Once b:Once c:Once", "s-A-a s-B-b a-Done-c b-Done-c c-A-a", s => s.Step.Key is "a" or "b" ? "Done" : "A").ToRest();
        Assert.Equal(RunSubStatus.Faulted, run.Run.SubStatus);
        Assert.Contains("Invalid backward connection", run.Run.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_waits_suspends_the_run_and_leaves_without_running_again()
    {
        var run = new OrdinarySimulation("s:Once z:Once", "s-Done-z", s => s.Step.Key == "s" ? "Wait" : "Done").ToRest();
        Assert.Equal((RunSubStatus.Suspended, DateTimeOffset.UnixEpoch.AddHours(1)), (run.State.SubStatus, RunMachine.NextDue(run.State)!.Value));
        run.Restart();
        Assert.NotNull(run.Run.Resume(Assert.Single(run.Run.Bookmarks).Id));
        run.ToRest();
        Assert.Equal((RunSubStatus.Finished, "s z"), (run.Run.SubStatus, string.Join(' ', run.Order)));
    }

    [Fact]
    public void A_loop_that_never_waits_is_stopped_with_the_limit()
    {
        var run = new OrdinarySimulation(Flow.Definition("a:Once b:Once", "a-Done-b b-Done-a"), mostSteps: 50).ToRest();
        Assert.Equal(RunSubStatus.Faulted, run.Run.SubStatus);
        Assert.Contains("ran 50 activities without waiting", run.Run.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_begins_again_where_it_stood_and_what_waited_beside_it_waits_on()
    {
        var isBroken = true;
        var run = new OrdinarySimulation("s:Once bad:Once after:Once wait:Once late:Once j:WaitAll z:Once", "s-Done-bad s-Done-wait bad-Done-after wait-Done-late after-Done-j late-Done-j j-Done-z",
            s => s.Step.Key == "wait" ? "Wait" : s.Step.Key == "bad" && isBroken ? "Fault" : "Done").ToRest();
        Assert.Equal((RunSubStatus.Faulted, 1), (run.Run.SubStatus, run.State.Counts.Single(c => c.Activity == "wait").Dropped));
        Assert.False(run.TryAgain("s"));
        Assert.True(run.TryAgain("bad"));
        run.ToRest();
        Assert.Equal((RunSubStatus.Faulted, "'bad' failed: broken", 1), (run.Run.SubStatus, run.Run.Fault, run.Run.Incidents.Count));
        isBroken = false;
        Assert.True(run.TryAgain());
        run.ToRest();
        Assert.Equal((RunSubStatus.Suspended, null, 0), (run.Run.SubStatus, run.Run.Fault, run.Run.Incidents.Count));
        run.Restart();
        run.Run.Resume(Assert.Single(run.Run.Bookmarks).Id);
        run.ToRest();
        Assert.Equal((RunSubStatus.Finished, "s bad wait after late j z"), (run.Run.SubStatus, string.Join(' ', run.Order)));
        Assert.All(run.State.Counts, c => Assert.Equal((1, 0, 0), (c.Entered, c.Faulted, c.Dropped)));
        Assert.False(run.TryAgain());
    }

    [Fact]
    public void One_of_two_that_failed_is_tried_again_and_the_other_still_stops_the_run()
    {
        var broken = new HashSet<string> { "a", "b" };
        var run = new OrdinarySimulation("s:Once a:Once b:Once a2:Once b2:Once", "s-Done-a s-Done-b a-Done-a2 b-Done-b2", s => broken.Contains(s.Step.Key) ? "Fault" : "Done").ToRest();
        broken.Remove("a");
        Assert.True(run.TryAgain("a"));
        run.ToRest();
        Assert.Equal((RunSubStatus.Faulted, "'b' failed: broken", "s a b a2"), (run.Run.SubStatus, run.Run.Fault, string.Join(' ', run.Order)));
        broken.Clear();
        Assert.True(run.TryAgain());
        run.ToRest();
        Assert.Equal((RunSubStatus.Finished, "s a b a2 b2"), (run.Run.SubStatus, string.Join(' ', run.Order)));
    }

    [Fact]
    public void A_run_that_was_cancelled_or_broken_has_nothing_to_try_again()
    {
        var cancelled = new OrdinarySimulation("s:Once z:Once", "s-Done-z", _ => "Wait").ToRest();
        cancelled.Run.Cancel();
        Assert.False(cancelled.TryAgain());
        Assert.False(new OrdinarySimulation(Flow.Definition("a:Once b:Once", "a-Done-b b-Done-a"), mostSteps: 50).ToRest().TryAgain());
    }

    [Property(MaxTest = 100)]
    public Property What_failed_can_be_tried_again_until_nothing_fails_and_every_count_adds_up() =>
        Prop.ForAll(
            RandomFlows.Generator(["Once", "WaitAll", "WaitAllActive", "WaitAny"], "Once").ToArbitrary(),
            flow =>
            {
                var failed = new HashSet<(string, int)>();
                string Fate(StepContext s) => s.Visit > 3 ? "Stop" : new[] { "A", "B", "Done", "Done", "Fault" }[(s.Step.Index + s.Visit + flow.Seed) % 5] switch
                {
                    "Fault" when failed.Add((s.Step.Key, s.Visit)) => "Fault",
                    "Fault" => "Done",
                    var fate => fate,
                };
                var run = new OrdinarySimulation(Flow.Definition(flow.Activities, flow.Connections), Fate, mostSteps: 200).ToRest();
                while (run.TryAgain())
                    run.ToRest();
                // A loop without end, and a connection back that Elsa does not allow, are no faults of a step.
                return run.Run.IsFinished
                    && (run.Run.SubStatus == RunSubStatus.Finished || run.Run.Fault!.StartsWith("The run ran 200", StringComparison.Ordinal)
                        || run.Run.Incidents.TrueForAll(i => i.Message.Contains("Invalid backward connection", StringComparison.Ordinal)));
            });

    [Property(MaxTest = 300)]
    public Property Every_run_ends_balanced_and_a_process_that_dies_after_every_step_changes_nothing() =>
        Prop.ForAll(
            RandomFlows.Generator(["Once", "WaitAll", "WaitAllActive", "WaitAny", "Elsa.Finish"], "Once").ToArbitrary(),
            flow =>
            {
                string Fate(StepContext s) => s.Visit > 3 ? "Stop" : new[] { "A", "B", "Done", "Done", "Fault" }[(s.Step.Index + s.Visit + flow.Seed) % 5];
                var calm = new OrdinarySimulation(Flow.Definition(flow.Activities, flow.Connections), Fate, mostSteps: 300).ToRest();
                var chaos = new OrdinarySimulation(Flow.Definition(flow.Activities, flow.Connections), Fate, mostSteps: 300) { Chaos = true }.ToRest();
                return calm.Run.IsFinished && calm.Order.SequenceEqual(chaos.Order) && calm.State.ToJson() == chaos.State.ToJson();
            });
}
