using FsCheck.Xunit;
using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

/// <summary>Over random graphs; the checks that hold after every single step are in <see cref="Simulation"/>.</summary>
[Properties(Arbitrary = [typeof(RandomFlows)], MaxTest = 200)]
public sealed class RunMachineProperties
{
    [Property]
    public void Every_contact_is_somewhere_at_every_step_and_every_run_ends(RandomFlow flow)
    {
        var run = new Simulation(Flow.Of(flow), flow.Contacts, flow.Seed).ToEnd();
        Assert.Equal(RunStatus.Finished, run.State.Status);
        Assert.All(run.State.Nodes.Values, n => Assert.Equal(0, n.Live));
    }

    [Property]
    public void A_run_that_is_killed_paused_and_resumed_ends_with_the_same_contacts_at_the_same_places(RandomFlow flow)
    {
        var plan = Flow.Of(flow);
        var chaos = new Simulation(plan, flow.Contacts, flow.Seed) { Chaos = true }.ToEnd();
        var calm = new Simulation(plan, flow.Contacts, flow.Seed).ToEnd();
        // Who reaches Finish first, and who acts once with which part, depends on the order of chunks; without them the end does not.
        if (plan.Nodes.All(n => n.Kind != NodeKind.Finish))
            Assert.Equal(Where(calm), Where(chaos));
    }

    [Property]
    public void The_same_events_give_the_same_states(RandomFlow flow)
    {
        var plan = Flow.Of(flow);
        var one = new Simulation(plan, flow.Contacts, flow.Seed).ToEnd();
        var two = new Simulation(plan, flow.Contacts, flow.Seed).ToEnd();
        Assert.Equal(one.Log, two.Log);
    }

    [Property]
    public void Cancel_drops_everyone_who_had_not_left(RandomFlow flow)
    {
        var run = new Simulation(Flow.Of(flow), flow.Contacts, flow.Seed) { CancelAt = flow.Seed % 7 }.ToEnd();
        Assert.All(run.State.Nodes.Values, n => Assert.Equal(0, n.Live));
        Assert.DoesNotContain(run.Sets.Rows, r => r.IsLive);
    }

    [Property]
    public void Who_was_faulted_and_is_tried_again_goes_on_from_there(RandomFlow flow)
    {
        var (plan, isMended) = (Flow.Of(flow), false);
        var run = new Simulation(plan, flow.Contacts, flow.Seed, (_, visit, contact) => !isMended && contact % 3 == 0 ? "Fault" : visit >= 2 ? "Stop" : "A").ToEnd();
        var faulted = run.Sets.Rows.Count(r => r.Where == MemorySets.Where.Faulted);
        var (before, isBroken) = (run.State, run.State.SubStatus != RunSubStatus.Finished);
        isMended = true;
        run.Retry();
        if (isBroken)
        {
            Assert.Equal(before, run.State);
            return;
        }
        Assert.Equal(faulted == 0, run.State.IsFinished);
        run.ToEnd();
        Assert.Equal(RunSubStatus.Finished, run.State.SubStatus);
        Assert.All(run.State.Nodes.Values, n => Assert.Equal((0, 0), (n.Faulted, n.Live)));
        Assert.DoesNotContain(run.Sets.Rows, r => r.Where == MemorySets.Where.Faulted);
    }

    [Property]
    public void Nothing_is_ever_executed_by_a_join_a_finish_or_the_trigger_that_fired(RandomFlow flow)
    {
        var plan = Flow.Of(flow);
        var asked = new List<string>();
        _ = new Simulation(plan, flow.Contacts, flow.Seed, (activity, visit, _) =>
        {
            asked.Add(activity);
            return visit >= 2 ? "Stop" : "A";
        }).ToEnd();
        Assert.All(asked, a => Assert.Equal(NodeKind.Ordinary, plan.Node(a).Kind));
    }

    private static List<string> Where(Simulation run) =>
        [.. run.Sets.Rows.Select(r => $"{r.Activity}#{r.Visit} {r.Contact} {r.Where} {r.Outcome}").Order(StringComparer.Ordinal)];
}
