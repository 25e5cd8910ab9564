using System.Text.Json;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Validation;
using Xunit;

namespace Workflows.Tests.Validation;

public sealed class ValidatorTests
{
    private const string Everyone = """{"all":[]}""";

    private static readonly Validator Validator = new(FlowBuilder.Types);

    [Theory]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", true)]
    [InlineData("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", true)]
    [InlineData("", true)]
    [InlineData("Shop.NightOnlyStrategy, Shop", false)]
    [InlineData("Shop.7Strategy, Shop", false)]
    public void An_activation_strategy_that_there_is_not_is_an_error(string type, bool isKnown)
    {
        var flow = Sound().Build();
        var problems = new Validator(FlowBuilder.Types).Validate(flow with { Options = flow.Options.SetItem("activationStrategyType", System.Text.Json.JsonSerializer.SerializeToElement(type)) });
        Assert.Equal(isKnown ? [] : [ProblemCodes.ActivationUnknown], problems.Select(p => p.Code));
    }

    [Fact]
    public void A_sound_flow_has_no_problems()
    {
        var flow = Sound();
        Assert.Empty(Validator.Validate(flow.Build()));
    }

    [Fact]
    public void An_empty_flow_has_no_steps() => Is(Only(new FlowBuilder()), ProblemCodes.FlowEmpty, null, null);

    [Fact]
    public void A_root_that_is_no_container_can_run_but_not_be_drawn()
    {
        var problem = Assert.Single(Validator.Validate(new WorkflowDefinition { DefinitionId = "f", Root = new Activity { Id = "w", Type = "Elsa.WriteLine" } }));
        Assert.Equal((ProblemCodes.FlowRoot, Severity.Warning), (problem.Code, problem.Severity));
    }

    [Fact]
    public void An_unknown_type_is_named()
    {
        var problem = Only(new FlowBuilder().Step("x", "No.Such"));
        Is(problem, ProblemCodes.ActivityUnknown, "x", null);
        Assert.Contains("'No.Such'", problem.Message, StringComparison.Ordinal);
    }

    private static Activity Loop(string inside) =>
        new() { Id = "loop", Type = "Elsa.ForEach", Bodies = new Activity { Id = "x", Type = "y" }.Bodies.Add("body", new Activity { Id = "inner", Type = inside }) };

    [Fact]
    public void Activities_inside_activities_run_in_a_flow_without_an_audience() =>
        Assert.Empty(Validator.Validate(new FlowBuilder().Step(Loop("Elsa.WriteLine")).Build()));

    [Fact]
    public void What_works_on_people_cannot_stand_inside_another_step()
    {
        var problem = Only(new FlowBuilder().Step(Loop("Marketing.Branch")));
        Is(problem, ProblemCodes.ActivityInside, "inner", null);
        Assert.Contains("Marketing.Branch", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_and_a_step_of_one_token_are_refused_where_people_travel()
    {
        var flow = new FlowBuilder().Step("who", "Marketing.Segment", ("rule", "{}")).Step(Loop("Elsa.WriteLine")).Step("late", "Elsa.Delay").Wire("who.Matched>loop who.Matched>late").Build();
        var problems = Validator.Validate(flow);
        Assert.Contains(problems, p => p is { Code: ProblemCodes.ActivityNested, ActivityId: "loop", Severity: Severity.Error });
        Assert.Contains(problems, p => p is { Code: ProblemCodes.ActivityOrdinary, ActivityId: "late", Severity: Severity.Error });
    }

    [Fact]
    public void An_unknown_type_and_a_bad_input_are_found_inside_too() =>
        Is(Only(new FlowBuilder().Step(Loop("No.Such"))), ProblemCodes.ActivityUnknown, "inner", null);

    [Fact]
    public void An_id_given_twice_is_found_but_not_between_a_flowchart_and_what_is_inside()
    {
        var flow = new FlowBuilder().Step("start", "Elsa.Start").Step("root", "Elsa.WriteLine").Wire("start.Done>root").Build();
        Assert.Empty(Validator.Validate(flow));
        Assert.Contains(Validator.Validate(new FlowBuilder().Step("twice", "Elsa.Start").Step("twice", "Elsa.WriteLine").Build()), p => p is { Code: ProblemCodes.ActivityDuplicate, ActivityId: "twice" });
    }

    [Fact]
    public void A_step_to_which_nothing_leads_is_a_warning()
    {
        var problem = Only(Sound().Step("lost", "Elsa.WriteLine"));
        Is(problem, ProblemCodes.ActivityUnreachable, "lost", null);
        Assert.Equal(Severity.Warning, problem.Severity);
    }

    [Fact]
    public void What_follows_finish_is_a_warning() =>
        Is(Only(new FlowBuilder().Step("end", "Elsa.Finish").Step("after", "Elsa.WriteLine").Wire("end.Done>after")), ProblemCodes.FinishFollowed, "end", null);

    [Theory]
    [InlineData("who.Matched>gone", "gone")]
    [InlineData("gone.Done>who", "gone")]
    public void A_connection_to_nowhere_is_named(string wire, string absent)
    {
        var problem = Only(Sound().Wire(wire));
        Is(problem, ProblemCodes.ConnectionDangling, "who", null);
        Assert.Equal(absent, problem.Arguments[0]);
    }

    [Fact]
    public void A_port_that_does_not_exist_is_named_with_those_that_do()
    {
        var problem = Only(Sound().Wire("who.Done>mail"));
        Is(problem, ProblemCodes.ConnectionPort, "who", null);
        Assert.Contains("Matched, Others", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_without_a_port_is_never_followed() => Is(Only(Sound().Wire("who>mail")), ProblemCodes.ConnectionNoPort, "who", null);

    [Fact]
    public void Ports_of_a_split_are_its_labels() =>
        Assert.Equal("Blue", Only(new FlowBuilder().Step("s", "Marketing.SplitRandom").Step("w", "Elsa.WriteLine").Wire("s.A>w s.B>w s.Blue>w")).Arguments[1]);

    [Fact]
    public void Variables_and_arguments_have_names_of_their_own()
    {
        var flow = Sound().Variable("v").Variable("v").Build() with { Inputs = [new Argument("Campaign", "String"), new Argument("Campaign", "String")] };
        Assert.Equal([ProblemCodes.VariableDuplicate, ProblemCodes.ArgumentDuplicate], Validator.Validate(flow).Select(p => p.Code));
    }

    [Fact]
    public void What_is_kept_of_runs_is_a_number()
    {
        var flow = Sound().Build();
        var problem = Assert.Single(Validator.Validate(flow with { CustomProperties = flow.CustomProperties.SetItem(RunKeeping.Runs, JsonSerializer.SerializeToElement("many")) }));
        Assert.Equal((ProblemCodes.KeepingWrong, Severity.Warning), (problem.Code, problem.Severity));
        Assert.Equal([RunKeeping.Runs, "10000000", "\"many\""], problem.Arguments);
    }

    [Fact]
    public void Errors_come_first()
    {
        var problems = Validator.Validate(Sound().Step("lost", "Elsa.WriteLine").Step("x", "No.Such").Build());
        Assert.Equal([Severity.Error, Severity.Warning, Severity.Warning], problems.Select(p => p.Severity));
    }

    [Fact]
    public void A_step_is_called_as_its_author_calls_it()
    {
        var named = new Activity { Id = "x", Type = "No.Such", Metadata = new Activity { Id = "", Type = "" }.Metadata.Add("displayText", FlowBuilder.Json("Say hello")) };
        Assert.StartsWith("'Say hello'", Only(new FlowBuilder().Step(named)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_is_listed_once() => Assert.Equal(ProblemCodes.All.Count, ProblemCodes.All.Distinct().Count());

    internal static FlowBuilder Sound() => new FlowBuilder()
        .Step("when", "Elsa.Cron", ("cronExpression", "0 0 9 ? * MON"), ("canStartWorkflow", true))
        .Step("who", "Marketing.Segment", ("rule", Everyone))
        .Step("mail", "Marketing.SendEmail", ("subject", "Hello"))
        .Wire("when.Done>who who.Matched>mail");

    private static Problem Only(FlowBuilder flow) => Assert.Single(Validator.Validate(flow.Build()));

    private static void Is(Problem problem, string code, string? activity, string? input)
    {
        Assert.Equal((code, activity, input), (problem.Code, problem.ActivityId, problem.Input));
        Assert.Contains(problem.Code, ProblemCodes.All);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }
}
