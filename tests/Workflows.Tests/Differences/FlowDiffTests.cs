using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Differences;
using Xunit;

namespace Workflows.Tests.Differences;

public sealed class FlowDiffTests
{
    private static readonly WorkflowDefinition Before = Flow(
        [Step("start", "Elsa.Start"), Step("mail", "Marketing.SendEmail", ("subject", "Hello")), Step("wait", "Marketing.Wait", ("duration", "1.00:00:00"))],
        [new Connection("start", "Done", "mail"), new Connection("mail", "Sent", "wait")]);

    [Fact]
    public void An_added_a_removed_and_a_changed_step_are_told_apart()
    {
        var after = Flow(
            [Step("start", "Elsa.Start"), Step("mail", "Marketing.SendEmail", ("subject", "Good day")), Step("tag", "Marketing.AddTag", ("tag", "x"))],
            [new Connection("start", "Done", "mail"), new Connection("mail", "Sent", "tag")]);
        var diff = FlowDiff.Between(Before, after);
        Assert.Equal([("start", ChangeKind.Unchanged), ("mail", ChangeKind.Changed), ("tag", ChangeKind.Added), ("wait", ChangeKind.Removed)], diff.Steps.Select(s => (s.Id, s.Kind)));
        var part = Assert.Single(diff.Steps[1].Parts);
        Assert.Equal((StepPart.Input, "subject"), (part.Part, part.Name));
        Assert.Equal("Good day", part.After!.Value.GetProperty("expression").GetProperty("value").GetString());
        Assert.Equal([("mail", "tag", ChangeKind.Added), ("mail", "wait", ChangeKind.Removed)], diff.Connections.Where(c => c.Kind != ChangeKind.Unchanged).Select(c => (c.Connection.Source, c.Connection.Target, c.Kind)));
        Assert.Empty(diff.Values);
    }

    [Fact]
    public void Where_a_step_stands_and_which_version_it_is_are_no_differences()
    {
        var moved = Change("mail", a => a with { Metadata = a.Metadata.Add("designer", Json("""{"position":{"x":5,"y":6}}""")) }) with { Id = "f-v9", Version = 9, IsPublished = true, IsLatest = false, CreatedAt = DateTimeOffset.UnixEpoch };
        var bent = moved with { Root = moved.Root with { Container = moved.Root.Container! with { Connections = [.. moved.Root.Container.Connections.Select(c => c with { Vertices = [new Point(1, 2)] })] } } };
        Assert.True(FlowDiff.Between(Before, bent).IsEmpty);
    }

    [Fact]
    public void A_rule_that_is_only_spaced_otherwise_is_the_same_rule()
    {
        var one = Change("mail", a => a with { Inputs = a.Inputs.Add("rule", new ActivityInput("Object", new Expression("Object", Json("\"{\\\"a\\\":1}\"")))) });
        var other = Change("mail", a => a with { Inputs = a.Inputs.Add("rule", new ActivityInput("Object", new Expression("Object", Json("\"{ \\\"a\\\" : 1 }\"")))) });
        Assert.True(FlowDiff.Between(one, other).IsEmpty);
    }

    [Fact]
    public void A_step_is_told_by_part()
    {
        var after = Change("mail", a => a with
        {
            Metadata = a.Metadata.Add("displayText", Json("\"Welcome mail\"")),
            Outputs = a.Outputs.Add("messageSet", new OutputBinding("Object", "v1")),
            CustomProperties = a.CustomProperties.Add("retries", Json("3")),
            Bodies = a.Bodies.Add("then", Step("inner", "Elsa.WriteLine")),
            Version = 2,
        });
        Assert.Equal(
            [(StepPart.Input, "retries"), (StepPart.Inside, "then"), (StepPart.Output, "messageSet"), (StepPart.Title, "displayText"), (StepPart.Type, "version")],
            FlowDiff.Between(Before, after).Steps.Single(s => s.Kind == ChangeKind.Changed).Parts.Select(p => (p.Part, p.Name)).OrderBy(p => p.Part.ToString(), StringComparer.Ordinal).ThenBy(p => p.Name));
    }

    [Fact]
    public void What_the_flow_is_called_and_what_it_carries_is_compared_by_name()
    {
        var old = Before with { Variables = [new Variable("v1", "Copy", "Object"), new Variable("v2", "Count", "Int32", Value: "1")], Inputs = [new Argument("Campaign", "String")] };
        var now = old with { Name = "Other", Description = "New", Variables = [new Variable("v2", "Count", "Int32", Value: "2"), new Variable("v3", "Late", "String")], Outputs = [new Argument("Mailed", "Int32")] };
        Assert.Equal(
            [(FlowPart.Description, "", ChangeKind.Added), (FlowPart.Name, "", ChangeKind.Changed), (FlowPart.Output, "Mailed", ChangeKind.Added), (FlowPart.Variable, "Copy", ChangeKind.Removed), (FlowPart.Variable, "Count", ChangeKind.Changed), (FlowPart.Variable, "Late", ChangeKind.Added)],
            FlowDiff.Between(old, now).Values.Select(v => (v.Part, v.Name, v.Kind)).OrderBy(v => v.Part.ToString(), StringComparer.Ordinal).ThenBy(v => v.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_single_step_that_becomes_a_flowchart_keeps_being_that_step()
    {
        var alone = Before with { Root = Step("only", "Elsa.WriteLine") };
        var joined = Flow([Step("only", "Elsa.WriteLine"), Step("next", "Elsa.WriteLine")], [new Connection("only", "Done", "next")]);
        Assert.Equal([("only", ChangeKind.Unchanged), ("next", ChangeKind.Added)], FlowDiff.Between(alone, joined).Steps.Select(s => (s.Id, s.Kind)));
    }

    [Fact]
    public void Two_steps_of_one_id_are_compared_in_their_order()
    {
        var twice = Flow([Step("a", "Elsa.Start"), Step("a", "Elsa.WriteLine", ("text", "x"))], []);
        var other = Flow([Step("a", "Elsa.Start"), Step("a", "Elsa.WriteLine", ("text", "y"))], []);
        Assert.Equal([ChangeKind.Unchanged, ChangeKind.Changed], FlowDiff.Between(twice, other).Steps.Select(s => s.Kind));
    }

    internal static WorkflowDefinition Flow(ImmutableArray<Activity> steps, ImmutableArray<Connection> connections) => new()
    {
        DefinitionId = "f", Name = "F", Root = new Activity { Id = "root", Type = "Elsa.Flowchart", Container = new Container(steps, connections, []) },
    };

    private static WorkflowDefinition Change(string id, Func<Activity, Activity> change) =>
        Before with { Root = Before.Root with { Container = Before.Root.Container! with { Activities = [.. Before.Root.Container.Activities.Select(a => a.Id == id ? change(a) : a)] } } };

    private static Activity Step(string id, string type, params (string Name, string Value)[] inputs) =>
        new() { Id = id, Type = type, Inputs = inputs.ToImmutableDictionary(i => i.Name, i => ActivityInput.Literal("String", i.Value)) };

    private static JsonElement Json(string json) => JsonElement.Parse(json);
}
