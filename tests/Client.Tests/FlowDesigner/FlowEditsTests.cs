using System.Text.Json;
using Designer.Client.FlowDesigner;
using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Workflows.Descriptors;
using Xunit;

namespace Client.Tests.FlowDesigner;

public sealed class FlowEditsTests
{
    private static Container Inside(WorkflowDefinition definition) => FlowDiagram.ContainerOf(definition);

    private static InputDescriptor Input(string type, string name) => Flows.Descriptors.Single(d => d.Type == type).Input(name)!;

    [Fact]
    public void Removing_a_step_takes_its_connections_along()
    {
        var after = Inside(FlowEdits.Remove(Flows.WinBack, new HashSet<string> { "who" }, new HashSet<string>()));
        Assert.Equal(["when", "mail"], after.Activities.Select(a => a.Id));
        Assert.Empty(after.Connections);
    }

    [Fact]
    public void The_same_connection_is_made_once()
    {
        var twice = FlowEdits.Connect(FlowEdits.Connect(Flows.WinBack, "who", "Others", "mail"), "who", "Others", "mail");
        Assert.Equal(3, Inside(twice).Connections.Length);
    }

    [Fact]
    public void A_step_put_into_a_connection_stands_between_its_ends()
    {
        var key = Inside(Flows.WinBack).Connections[1].Key;
        var after = Inside(FlowEdits.Insert(Flows.WinBack, Flows.Step("wait", "Marketing.Wait"), key, "Done"));
        Assert.Equal(["when:Done->who:In", "who:Matched->wait:In", "wait:Done->mail:In"], after.Connections.Select(c => c.Key));
    }

    [Fact]
    public void A_renamed_case_keeps_its_connections()
    {
        var flow = FlowEdits.Connect(FlowEdits.Add(Flows.WinBack, Flows.Step("switch", "Elsa.FlowSwitch")), "switch", "Old", "mail");
        Assert.Contains(Inside(FlowEdits.RenamePort(flow, "switch", "Old", "New")).Connections, c => c.SourcePort == "New");
    }

    [Fact]
    public void Places_are_written_as_Elsa_Studio_writes_them()
    {
        var moved = FlowEdits.Move(Flows.WinBack, new Dictionary<string, Point> { ["who"] = new(320, 8) });
        var step = Inside(moved).Activities[1];
        Assert.Equal(320, step.Metadata["designer"].GetProperty("position").GetProperty("x").GetDouble());
        Assert.Equal(new Point(320, 8), StepPlaces.Read(step));
    }

    [Fact]
    public void A_text_becomes_a_literal_and_a_structure_an_object_expression()
    {
        var step = StepWrites.Write(Flows.Step("mail", "Marketing.SendEmail"), Input("Marketing.SendEmail", "subject"), JsonSerializer.SerializeToElement("Hi"));
        Assert.Equal(ExpressionTypes.Literal, step.Inputs["subject"].Expression!.Type);
        var rule = StepWrites.Write(Flows.Step("who", "Marketing.Segment"), Input("Marketing.Segment", "rule"), JsonSerializer.SerializeToElement(new { tag = "vip" }));
        Assert.Equal("{\"tag\":\"vip\"}", rule.Inputs["rule"].Expression!.Value!.Value.GetString());
        Assert.Equal("vip", StepValues.Read(rule, Input("Marketing.Segment", "rule"))!.Value.GetProperty("tag").GetString());
    }

    [Fact]
    public void A_plain_input_stands_in_the_file_as_it_is_and_null_takes_it_away()
    {
        var cases = Input("Elsa.FlowSwitch", "cases");
        var step = StepWrites.Write(Flows.Step("s", "Elsa.FlowSwitch"), cases, JsonSerializer.SerializeToElement(new[] { new { label = "A" } }));
        Assert.Equal("A", step.Properties["cases"][0].GetProperty("label").GetString());
        Assert.Equal(["A", "Default"], StepPorts.Of(step, Flows.Descriptors[3]));
        Assert.Empty(StepWrites.Write(step, cases, null).Properties);
    }

    [Fact]
    public void Pasted_steps_get_ids_of_their_own_and_keep_the_connections_among_them()
    {
        var text = FlowClipboard.Copy(Flows.WinBack, new HashSet<string> { "who", "mail" })!;
        var pasted = FlowClipboard.Paste(text)!;
        Assert.Equal(["Marketing.Segment", "Marketing.SendEmail"], pasted.Activities.Select(a => a.Type));
        Assert.DoesNotContain(pasted.Activities, a => a.Id is "who" or "mail");
        Assert.Equal(pasted.Activities[0].Id, Assert.Single(pasted.Connections).Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("some text from an e-mail")]
    [InlineData("[1,2]")]
    public void What_is_no_definition_pastes_nothing(string text) => Assert.Null(FlowClipboard.Paste(text)?.Activities.FirstOrDefault());

    [Fact]
    public void A_new_trigger_may_start_the_flow_and_its_required_inputs_are_written()
    {
        var type = Flows.Descriptors[0] with { Inputs = [Flows.Descriptors[0].Inputs[0] with { Default = JsonSerializer.SerializeToElement("0 0 9 ? * MON") }] };
        var step = NewStep.Of(type, new Point(8, 16), new HashSet<string> { "Cron1" });
        Assert.True(step.CustomProperties["canStartWorkflow"].GetBoolean());
        Assert.Equal("Cron2", step.Name);
        Assert.Equal("0 0 9 ? * MON", step.Inputs["cronExpression"].Expression!.Value!.Value.GetString());
        Assert.Equal(16, step.Id.Length);
    }
}
