using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;
using Xunit;

namespace Workflows.Tests.Elsa;

public sealed class ElsaJsonTests
{
    [Fact]
    public void Reads_our_own_format()
    {
        var flow = ElsaJson.Read(ElsaFiles.Read("elsa-conformance/our-format-example.json"));
        Assert.Equal(("win-back", "Win back", 1), (flow.DefinitionId, flow.Name, flow.Version));
        Assert.Equal(new Variable("v-copy", "Copy", "String", false, "", Variable.InstanceDriver), Assert.Single(flow.Variables));
        var inside = flow.Root.Container!;
        Assert.Equal(["when", "who", "copy", "mail"], inside.Activities.Select(a => a.Id));
        Assert.Equal("Europe/Berlin", inside.Activities[0].CustomProperties["timeZone"].GetString());
        Assert.Equal("0 0 9 ? * MON", inside.Activities[0].Inputs["cronExpression"].Expression!.Value!.Value.GetString());
        Assert.Equal(ExpressionTypes.Object, inside.Activities[1].Inputs["rule"].Expression!.Type);
        Assert.Equal(new OutputBinding("String", "v-copy"), inside.Activities[2].Outputs["result"]);
        Assert.Equal(["when:Done->who:In", "who:Matched->copy:In", "copy:Done->mail:In"], inside.Connections.Select(c => c.Key));
    }

    [Fact]
    public void Reads_connections_of_2023_and_flags_beside_the_inputs()
    {
        var flow = ElsaJson.Read(ElsaFiles.Read("elsa-conformance/real/real-2023-flat-connections-setvariable-loop.json"));
        Assert.All(flow.Root.Container!.Connections, c => Assert.Equal("In", c.TargetPort));
        Assert.NotEmpty(flow.Root.Container.Connections);
        Assert.All(flow.Root.Container.Activities, a => Assert.True(a.CustomProperties.ContainsKey("canStartWorkflow")));
    }

    [Fact]
    public void Reads_bodies_of_loops()
    {
        var flow = ElsaJson.Read(ElsaFiles.Read("elsa-conformance/real/real-foreach-nested-flowchart.json"));
        var loop = Assert.Single(flow.Root.Container!.Activities, a => a.Bodies.Count > 0);
        Assert.NotEmpty(loop.Bodies["body"].Container!.Activities);
    }

    [Fact]
    public void An_unknown_activity_that_elsa_parked_is_put_back_with_its_connections()
    {
        var original = JsonSerializer.Serialize("""{"id":"mail","type":"Marketing.SendEmail","version":1,"subject":{"typeName":"String","expression":{"type":"Literal","value":"Hi"}},"customProperties":{},"metadata":{"designer":{"position":{"x":5,"y":6}}}}""");
        var flow = ElsaJson.Read($$$$"""
            {"root":{"id":"flow","type":"Elsa.Flowchart","version":1,
             "customProperties":{"notFoundConnections":[{"source":{"activity":"mail","port":"Sent"},"target":{"activity":"end","port":"In"},"vertices":[]}]},
             "activities":[{"id":"start","type":"Elsa.Start"},{"missingTypeName":"Marketing.SendEmail","missingTypeVersion":1,"originalActivityJson":{{{{original}}}},"id":"mail","type":"Elsa.NotFoundActivity","version":1},{"id":"end","type":"Elsa.Finish"}],
             "connections":[{"source":{"activity":"start","port":"Done"},"target":{"activity":"mail","port":"In"}}]}}
            """);
        var inside = flow.Root.Container!;
        Assert.Equal(["Elsa.Start", "Marketing.SendEmail", "Elsa.Finish"], inside.Activities.Select(a => a.Type));
        Assert.Equal("Hi", inside.Activities[1].Inputs["subject"].Expression!.Value!.Value.GetString());
        Assert.Equal(["start:Done->mail:In", "mail:Sent->end:In"], inside.Connections.Select(c => c.Key));
        var written = ElsaJson.Write(flow);
        Assert.DoesNotContain("NotFoundActivity", written, StringComparison.Ordinal);
        Assert.Contains("\"notFoundConnections\": []", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 9 * * 1-5", "0 0 9 ? * MON-FRI")]
    [InlineData("0 0 9 ? * 0,7", "0 0 9 ? * SUN,SUN")]
    [InlineData("0 0 9 ? * 2#1", "0 0 9 ? * TUE#1")]
    [InlineData("0 0 9 ? * 5L", "0 0 9 ? * FRIL")]
    [InlineData("0 0 9 ? * 1/2", "0 0 9 ? * MON/2")]
    [InlineData("0 0 9 ? * MON", "0 0 9 ? * MON")]
    [InlineData("0 0 9 1 * *", "0 0 9 1 * ?")]
    [InlineData("0 0 9 * * *", "0 0 9 * * ?")]
    [InlineData("0 9 * * 1", "0 9 * * 1")]
    public void Weekdays_of_a_cron_become_names_with_cronos_numbers(string inFile, string read)
    {
        var flow = ElsaJson.Read(Flow($$$$"""{"id":"c","type":"Elsa.Cron","cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"{{{{inFile}}}}"}}}"""));
        Assert.Equal(read, flow.Root.Container!.Activities[0].Inputs["cronExpression"].Expression!.Value!.Value.GetString());
    }

    [Fact]
    public void Weekdays_that_an_author_typed_as_numbers_are_quartzs_and_leave_as_names()
    {
        var flow = ElsaJson.Read(Flow("""{"id":"c","type":"Elsa.Cron"}"""));
        var cron = flow.Root.Container!.Activities[0] with { Inputs = flow.Root.Inputs.Add("cronExpression", ActivityInput.Literal("String", "0 0 9 ? * 2-6")) };
        var written = ElsaJson.Write(flow with { Root = flow.Root with { Container = flow.Root.Container with { Activities = [cron] } } });
        Assert.Contains("0 0 9 ? * MON-FRI", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_value_is_a_literal_and_stays_bare()
    {
        var flow = ElsaJson.Read(Flow("""{"id":"w","type":"Elsa.WriteLine","text":"hi"}"""));
        var input = flow.Root.Container!.Activities[0].Inputs["text"];
        Assert.True(input is { IsBare: true, Expression: { Type: "Literal" } });
        Assert.Contains("\"text\": \"hi\"", ElsaJson.Write(flow), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_whose_expression_is_null_is_written_so_that_elsa_does_not_reject_the_file()
    {
        var written = ElsaJson.Write(ElsaJson.Read(Flow("""{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":null}}""")));
        Assert.Contains("\"text\": null", written, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_a_type_name_gets_one_because_elsa_would_read_null()
    {
        var written = ElsaJson.Write(ElsaJson.Read(Flow("""{"id":"w","type":"Elsa.WriteLine","text":{"expression":{"type":"Literal","value":"x"}}}""")));
        Assert.Contains("\"typeName\": \"Object\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_without_a_port_stays_without_because_elsa_never_follows_it()
    {
        var flow = ElsaJson.Read("""{"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}],"connections":[{"source":{"activity":"a"},"target":{"activity":"b"}}]}}""");
        var connection = Assert.Single(flow.Root.Container!.Connections);
        Assert.Null(connection.SourcePort);
        Assert.Equal("In", connection.TargetPort);
        Assert.Null(ElsaJson.Read(ElsaJson.Write(flow)).Root.Container!.Connections[0].SourcePort);
    }

    [Fact]
    public void Names_at_the_top_are_read_whatever_their_case()
    {
        var flow = ElsaJson.Read("""{"DefinitionId":"x","NAME":" Hello ","Root":{"id":"f","type":"Elsa.Flowchart"}}""");
        Assert.Equal(("x", "Hello"), (flow.DefinitionId, flow.Name));
    }

    [Fact]
    public void What_is_unknown_is_kept_everywhere()
    {
        var flow = ElsaJson.Read("""
            {"definitionId":"d","tenantId":"t","isReadonly":true,"root":{"id":"f","type":"Elsa.Flowchart","strange":{"a":[1]},"activities":[{"id":"a","type":"No.Such","list":[1,2],"nothing":null}],
             "connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"a","port":"In"},"note":"n"}],"variables":[{"id":"v","name":"V","typeName":"Int32","colour":"red"}]}}
            """);
        var written = ElsaJson.WriteElement(flow);
        Assert.Equal("t", written.GetProperty("tenantId").GetString());
        Assert.True(written.GetProperty("isReadonly").GetBoolean());
        var root = written.GetProperty("root");
        Assert.Equal("[1]", root.GetProperty("strange").GetProperty("a").GetRawText());
        Assert.Equal("[1,2]", root.GetProperty("activities")[0].GetProperty("list").GetRawText());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("activities")[0].GetProperty("nothing").ValueKind);
        Assert.Equal("n", root.GetProperty("connections")[0].GetProperty("note").GetString());
        Assert.Equal("red", root.GetProperty("variables")[0].GetProperty("colour").GetString());
    }

    [Theory]
    [InlineData("3")]
    [InlineData("designer-1.0")]
    public void A_tool_version_that_elsa_rejects_is_replaced(string version) =>
        Assert.Equal("3.7.1.0", ElsaJson.Read($$$"""{"toolVersion":"{{{version}}}","root":{"type":"Elsa.Flowchart"}}""").ToolVersion);

    [Fact]
    public void Activities_without_an_id_get_one_in_studios_style()
    {
        var flow = ElsaJson.Read("""{"root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine"},{"type":"Elsa.Finish"}]}}""");
        Assert.Equal(["WriteLine1", "WriteLine2", "Finish1"], flow.Root.Container!.Activities.Select(a => a.Id));
    }

    [Fact]
    public void A_definition_without_a_root_is_an_empty_flowchart()
    {
        var flow = ElsaJson.Read("""{"definitionId":"d"}""");
        Assert.Equal("Elsa.Flowchart", flow.Root.Type);
        Assert.Empty(flow.Root.Container!.Activities);
    }

    private static string Flow(string activity) => $$$"""{"root":{"id":"f","type":"Elsa.Flowchart","version":1,"activities":[{{{activity}}}],"connections":[]}}""";
}
