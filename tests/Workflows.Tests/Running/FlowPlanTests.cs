using Workflows.Definitions;
using Workflows.Running;
using Xunit;

namespace Workflows.Tests.Running;

public sealed class FlowPlanTests
{
    [Fact]
    public void Starts_at_the_trigger_that_fired_else_where_Elsa_would()
    {
        var definition = Flow.Definition("x:Each t:Trigger y:Each", "t-Done-x x-A-y");
        Assert.Equal("t", FlowPlan.Compile(definition, Describe).Start);
        Assert.Equal("x", FlowPlan.Compile(definition, Describe, "x").Start);
        var thrown = Assert.Throws<FlowPlanException>(() => FlowPlan.Compile(definition, Describe, "gone"));
        Assert.Contains("'gone'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_closes_a_loop_is_a_back_edge_and_its_target_does_not_wait_for_it()
    {
        var plan = Flow.Of("a:Each b:Each c:Each", "a-A-b b-A-c c-A-b");
        Assert.True(plan.Node("c").Outgoing.Single().IsBack);
        Assert.Equal("a", Assert.Single(plan.Node("b").Incoming).Source);
        Assert.Equal(["a", "b", "c"], plan.Node("b").Upstream);
    }

    [Fact]
    public void A_connection_without_a_source_port_is_never_followed()
    {
        var definition = Flow.Definition("a:Each b:Each", "");
        definition = definition with { Root = definition.Root with { Container = definition.Root.Container! with { Connections = [new Connection("a", null, "b")] } } };
        Assert.Empty(FlowPlan.Compile(definition, Describe).Node("a").Outgoing);
    }

    [Fact]
    public void A_sequence_follows_its_order_whatever_the_outcome()
    {
        var definition = Flow.Definition("a:Each b:Each c:Each", "");
        var plan = FlowPlan.Compile(definition with { Root = definition.Root with { Type = "Elsa.Sequence" } }, Describe);
        Assert.Equal(["b"], plan.Node("a").Outgoing.Select(e => e.Target));
        Assert.True(plan.Node("b").Outgoing.Single().Follows(["Anything"]));
    }

    [Fact]
    public void What_cannot_run_is_refused_with_a_sentence_that_names_it()
    {
        var unknown = Assert.Throws<FlowPlanException>(() => FlowPlan.Compile(Flow.Definition("a:Strange b:Each", ""), Describe));
        Assert.Equal("The activity 'a' is of the type 'Strange', which is not installed here.", unknown.Message);
        var twice = Assert.Throws<FlowPlanException>(() => FlowPlan.Compile(Flow.Definition("a:Each a:Each", ""), Describe));
        Assert.Equal("The id 'a' is given to 2 activities; ids must be unique.", twice.Message);
    }

    [Fact]
    public void Sets_travel_where_some_activity_works_on_each_contact()
    {
        Assert.True(Flow.Of("a:Once b:Each", "").IsAudience);
        Assert.False(Flow.Of("a:Once b:WaitAll", "").IsAudience);
    }

    private static Workflows.Descriptors.ActivityDescriptor? Describe(string type) => Flow.Describe(type);
}
