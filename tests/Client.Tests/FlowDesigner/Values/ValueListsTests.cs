using System.Text.Json;
using Bunit;
using Client.Tests.FlowDesigner;
using Designer.Client.FlowDesigner.Values;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Client.Tests.FlowDesigner.Values;

public sealed class ValueListsTests : FlowContext
{
    private static readonly WorkflowDefinition Flow = (Flows.WinBack with
    {
        Variables = [new Variable("v1", "Count", "Int32", Value: "1")],
        Inputs = [new Argument("Campaign", "String", Description: "Stands in links"), new Argument("Most", "Int32"), new Argument("Late", "Boolean"), new Argument("Rule", "Object")],
    }).WithDefault("Campaign", JsonSerializer.SerializeToElement("spring"));

    [Fact]
    public async Task A_variable_is_renamed_typed_described_and_removed()
    {
        var session = await OpenAsync(Flow);
        var list = RenderPage<VariableList>(p => p.Add(l => l.Session, session));
        await list.FindAll("select")[0].ChangeAsync("String");
        await list.Find("[data-testid=default-Count]").ChangeAsync("two");
        await list.FindAll(".value-line input")[1].ChangeAsync("People so far");
        await list.Find("input.strong").ChangeAsync("Total");
        await list.Find("input.strong").ChangeAsync(" ");
        var variable = Assert.Single(session.Definition.Variables);
        Assert.Equal(("v1", "Total", "String", "two", "People so far"), (variable.Id, variable.Name, variable.TypeName, variable.Value, session.Definition.DescriptionOf(variable)));
        await list.Find("button.icon-button").ClickAsync();
        Assert.Empty(session.Definition.Variables);
        Assert.DoesNotContain(session.Definition.CustomProperties, p => p.Key.StartsWith("variable.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_kept_of_finished_runs_stands_with_the_flow_within_its_limits()
    {
        var session = await OpenAsync(Flow);
        var fields = RenderPage<KeepingFields>(p => p.Add(f => f.Session, session));
        await fields.Find("[data-testid=keep-days]").ChangeAsync("30");
        await fields.Find("[data-testid=keep-runs]").ChangeAsync("99999999999");
        Assert.Equal((30, RunKeeping.MostRuns), (session.Definition.KeepDays(), session.Definition.KeepRuns()));
        await fields.Find("[data-testid=keep-days]").ChangeAsync("");
        Assert.Null(session.Definition.KeepDays());
    }

    [Fact]
    public async Task How_its_runs_behave_stands_where_Elsa_reads_it()
    {
        var session = await OpenAsync(Flow);
        var fields = RenderPage<RunningFields>(p => p.Add(f => f.Session, session));
        await fields.Find("[data-testid=activation]").ChangeAsync("Singleton");
        await fields.Find("[data-testid=after-fault]").ChangeAsync("goes-on");
        await fields.Find("[data-testid=usable-as-activity]").ChangeAsync(true);
        Assert.Equal((Activation.Singleton, true, true), (Activations.Of(session.Definition), session.Definition.GoesOnPastFaults(), session.Definition.IsUsableAsActivity()));
        Assert.Equal("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", session.Definition.Options["activationStrategyType"].GetString());
        Assert.Equal("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", session.Definition.Options["incidentStrategyType"].GetString());
        await fields.Find("[data-testid=activation]").ChangeAsync("AllowAlways");
        await fields.Find("[data-testid=after-fault]").ChangeAsync("ends");
        await fields.Find("[data-testid=usable-as-activity]").ChangeAsync(false);
        Assert.Equal(Flow.Options, session.Definition.Options);

        session.Apply("Unknown", d => d.WithOption("activationStrategyType", JsonSerializer.SerializeToElement("Shop.NightOnlyStrategy, Shop")));
        fields.Render();
        Assert.Equal("Shop.NightOnlyStrategy, Shop", fields.Find("[data-testid=activation] option").TextContent);
    }

    [Fact]
    public async Task An_inputs_default_follows_its_name_and_goes_with_it()
    {
        var session = await OpenAsync(Flow);
        var list = RenderPage<ArgumentList>(p => p.Add(l => l.Session, session).Add(l => l.Side, FlowSide.Input));
        await list.Find("[data-testid=input-Campaign] input.strong").ChangeAsync("Season");
        Assert.Equal("spring", session.Definition.DefaultOf(session.Definition.Inputs[0])!.Value.GetString());
        list.Render();
        await list.Find("[data-testid=default-Most]").ChangeAsync("12");
        Assert.Equal(12, session.Definition.DefaultOf(session.Definition.Inputs[1])!.Value.GetInt32());
        await list.Find("[data-testid=input-Season] button.icon-button").ClickAsync();
        Assert.Equal(["Most", "Late", "Rule"], session.Definition.Inputs.Select(i => i.Name));
        Assert.DoesNotContain(session.Definition.CustomProperties, p => p.Key.EndsWith("Season", StringComparison.Ordinal) || p.Key.EndsWith("Campaign", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_ones_get_a_name_of_their_own_and_outputs_have_no_default()
    {
        var session = await OpenAsync(Flow);
        var list = RenderPage<ArgumentList>(p => p.Add(l => l.Session, session).Add(l => l.Side, FlowSide.Output));
        await list.Find("[data-testid=add-output]").ClickAsync();
        await list.Find("[data-testid=add-output]").ClickAsync();
        Assert.Equal(["Output", "Output2"], session.Definition.Outputs.Select(o => o.Name));
        list.Render();
        Assert.Empty(list.FindAll("[data-testid^=default-]"));
        session.Undo();
        Assert.Single(session.Definition.Outputs);
    }

    [Fact]
    public void What_a_run_asks_for_is_given_in_its_type_and_what_is_empty_is_left_out()
    {
        var given = new GivenValues(Flow);
        var fields = RenderPage<InputFields>(p => p.Add(f => f.Definition, Flow).Add(f => f.Given, given));
        Assert.Equal("spring", fields.Find("[data-testid=input-Campaign]").GetAttribute("value"));
        Assert.Contains("Stands in links", fields.Markup);
        Assert.Equal("""{"Campaign":"spring"}""", given.ToJson(Flow)!.Value.GetRawText());
        fields.Find("[data-testid=input-Campaign]").Input("");
        Assert.Null(given.ToJson(Flow));
        fields.Find("[data-testid=input-Most]").Input("7");
        fields.Find("[data-testid=input-Late]").Change(true);
        fields.Find("[data-testid=input-Rule]").Input("{\"a\":1}");
        Assert.Equal("""{"Most":7,"Late":true,"Rule":{"a":1}}""", given.ToJson(Flow)!.Value.GetRawText());
    }
}
