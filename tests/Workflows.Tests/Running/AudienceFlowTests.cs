using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

public sealed class AudienceFlowTests
{
    private static string All(string activity, int visit, int contact) => "A";

    private static string Odd(string activity, int visit, int contact) => activity == "split" && contact % 2 == 1 ? "B" : "A";

    [Fact]
    public void Everyone_passes_the_trigger_without_a_row_each()
    {
        var run = new Simulation(Flow.Of("t:Trigger o:Once e:Each", "t-Done-o o-A-e"), 10, 1, All).ToEnd();
        Assert.Equal(10, run.Node("t").Outcomes["Done"]);
        Assert.Equal(10, run.Node("o").Outcomes["A"]);
        Assert.Equal(10, run.Node("e").Outcomes["A"]);
        Assert.DoesNotContain(run.Sets.Rows, r => r.Activity is "t" or "o");
    }

    [Fact]
    public void An_outcomes_set_goes_whole_along_each_of_its_connections()
    {
        var run = new Simulation(Flow.Of("t:Trigger x:Each y:Each", "t-Done-x t-Done-y"), 4, 1, All).ToEnd();
        Assert.Equal(4, run.Node("x").Entered);
        Assert.Equal(4, run.Node("y").Entered);
    }

    [Fact]
    public void A_merge_takes_each_contact_once_and_drops_the_repeats()
    {
        var run = new Simulation(Flow.Of("t:Trigger x:Each y:Each z:Each", "t-Done-x t-Done-y x-A-z y-A-z"), 4, 1, All).ToEnd();
        Assert.Equal((8, 4, 4), (run.Node("z").Entered, run.Node("z").Outcomes["A"], run.Node("z").Dropped));
    }

    [Fact]
    public void WaitAll_lets_those_go_who_came_by_both_ways_and_drops_the_others_as_unmatched()
    {
        var run = new Simulation(Flow.Of("t:Trigger x:Each split:Each j:WaitAll z:Each", "t-Done-x t-Done-split x-A-j split-A-j j-Done-z"), 5, 1, Odd).ToEnd();
        Assert.Equal((5, 2, 3), (run.Node("j").Entered, run.Node("j").Outcomes["Done"], run.Node("j").Dropped));
        Assert.Equal(2, run.Node("z").Entered);
    }

    [Fact]
    public void WaitAllActive_waits_only_for_who_can_still_come()
    {
        var run = new Simulation(Flow.Of("t:Trigger x:Each split:Each j:WaitAllActive z:Each", "t-Done-x t-Done-split x-A-j split-A-j j-Done-z"), 5, 1, Odd).ToEnd();
        Assert.Equal((5, 5, 0), (run.Node("j").Entered, run.Node("j").Outcomes["Done"], run.Node("j").Dropped));
    }

    [Fact]
    public void WaitAny_lets_the_first_arrival_pass()
    {
        var run = new Simulation(Flow.Of("t:Trigger x:Each y:Each j:WaitAny z:Each", "t-Done-x t-Done-y x-A-j y-A-j j-Done-z"), 5, 1, All).ToEnd();
        Assert.Equal((10, 5, 5), (run.Node("j").Entered, run.Node("j").Outcomes["Done"], run.Node("j").Dropped));
        Assert.Equal(5, run.Node("z").Entered);
    }

    [Fact]
    public void A_join_holds_nobody_back_who_does_not_have_to_wait()
    {
        // Contact 1 waits upstream of the join for long; the others have both arrivals and go on at once.
        string Slow(string activity, int visit, int contact) => activity == "x" && contact == 1 ? "Wait" : "A";
        var run = new Simulation(Flow.Of("t:Trigger x:Each y:Each j:WaitAll z:Each", "t-Done-x t-Done-y x-A-j y-A-j j-Done-z"), 5, 1, Slow).ToEnd();
        var before = run.Log.FindIndex(s => RunState.FromJson(s).Node("z", 1).Outcomes.GetValueOrDefault("A") == 4);
        var waited = run.Log.FindLastIndex(s => RunState.FromJson(s).Node("x", 1).Waiting == 1);
        Assert.InRange(before, 0, waited);
        Assert.Equal(5, run.Node("z").Entered);
    }

    [Fact]
    public void A_visit_grows_along_a_back_edge_only()
    {
        string Twice(string activity, int visit, int contact) => activity == "again" && visit < 3 ? "B" : "A";
        var run = new Simulation(Flow.Of("t:Trigger mail:Each again:Each end:Each", "t-Done-mail mail-A-again again-B-mail again-A-end"), 3, 1, Twice).ToEnd();
        Assert.Equal([3, 3, 3], [run.Node("mail", 1).Entered, run.Node("mail", 2).Entered, run.Node("mail", 3).Entered]);
        Assert.Equal(0, run.Node("mail", 4).Entered);
        Assert.Equal(3, run.Node("end", 3).Entered);
    }

    [Fact]
    public void What_acts_once_per_run_lets_later_parts_pass()
    {
        var run = new Simulation(Flow.Of("t:Trigger split:Each post:Once z:Each", "t-Done-split split-A-post split-B-post post-A-z"), 7, 1, Odd).ToEnd();
        Assert.Equal((7, 7), (run.Node("post").Entered, run.Node("post").Outcomes["A"]));
        Assert.Equal(7, run.Node("z").Outcomes["A"]);
    }

    [Fact]
    public void Contacts_leave_the_flow_through_an_unconnected_outcome()
    {
        var run = new Simulation(Flow.Of("t:Trigger split:Each z:Each", "t-Done-split split-A-z"), 7, 1, Odd).ToEnd();
        Assert.Equal((3, 4), (run.Node("split").Outcomes["A"], run.Node("split").Outcomes["B"]));
        Assert.Equal(3, run.Node("z").Entered);
    }

    [Fact]
    public void Finish_ends_the_run_of_those_who_reach_it_and_of_nobody_else()
    {
        // Even contacts finish at once and are taken out of the other branch; odd ones wait there and are mailed.
        string Fate(string activity, int visit, int contact) => activity == "slow" ? "Wait" : Odd(activity, visit, contact);
        var run = new Simulation(Flow.Of("t:Trigger slow:Each split:Each f:Finish mail:Each", "t-Done-slow t-Done-split split-A-f slow-A-mail"), 6, 1, Fate).ToEnd();
        Assert.Equal(3, run.Node("f").Outcomes["Done"]);
        Assert.Equal(3, run.Node("slow").Dropped);
        Assert.Equal(3, run.Node("mail").Entered);
    }

    [Fact]
    public void Nobody_to_work_on_means_nothing_is_done()
    {
        var run = new Simulation(Flow.Of("t:Trigger split:Each post:Once", "t-Done-split split-B-post"), 8, 1, All).ToEnd();
        Assert.Equal(0, run.Node("post").Entered);
        Assert.Equal(RunSubStatus.Finished, run.State.SubStatus);
    }

    [Fact]
    public void A_run_of_nobody_is_finished_at_once() =>
        Assert.True(new Simulation(Flow.Of("t:Trigger e:Each", "t-Done-e"), 0, 1, All).State.IsFinished);
}
