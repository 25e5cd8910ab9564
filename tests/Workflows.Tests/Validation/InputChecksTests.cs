using Workflows.Definitions;
using Workflows.Expressions;
using Workflows.Schedules;
using Workflows.Validation;
using Xunit;

namespace Workflows.Tests.Validation;

public sealed class InputChecksTests
{
    [Fact]
    public void A_required_input_is_missed() => Is(Only(new FlowBuilder().Step("a", "Marketing.Segment")), ProblemCodes.InputMissing, "rule");

    [Fact]
    public void A_blank_in_a_required_input_is_missed_although_there_is_a_default() =>
        Is(Only(new FlowBuilder().Step("a", "Elsa.Cron", ("cronExpression", " "), ("canStartWorkflow", true))), ProblemCodes.InputMissing, "cronExpression");

    [Fact]
    public void A_subject_is_missed_unless_a_copy_brings_one()
    {
        Is(Only(new FlowBuilder().Step("a", "Marketing.SendEmail")), ProblemCodes.InputMissingUnless, "subject");
        Assert.Empty(Check(new FlowBuilder().Variable("v").Step("a", "Marketing.SendEmail", ("copy", Variable("v")))));
    }

    [Fact]
    public void A_text_over_its_limit_is_told_with_both_lengths()
    {
        var problem = Only(new FlowBuilder().Step("a", "Marketing.SendEmail", ("subject", new string('x', 21))));
        Is(problem, ProblemCodes.InputTooLong, "subject");
        Assert.Contains("21 characters; at most 20", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, ProblemCodes.InputRange)]
    [InlineData(6, ProblemCodes.InputRange)]
    [InlineData(2.5, ProblemCodes.InputType)]
    [InlineData("many", ProblemCodes.InputType)]
    [InlineData(5, null)]
    [InlineData("5", null)]
    public void A_number_is_held_to_its_type_and_range(object value, string? code) =>
        Assert.Equal(code, Check(new FlowBuilder().Step("a", "Marketing.SendEmail", ("subject", "s"), ("tries", value))).SingleOrDefault()?.Code);

    [Theory]
    [InlineData("duration", "soon")]
    [InlineData("duration", "-1.00:00:00")]
    [InlineData("timeOfDay", "25:00")]
    public void A_wait_needs_times_that_exist(string input, string value) => Is(Only(new FlowBuilder().Step("a", "Marketing.Wait", (input, value))), ProblemCodes.InputType, input);

    [Theory]
    [InlineData("Elsa.FlowDecision", "condition", "perhaps")]
    [InlineData("Elsa.FlowJoin", "mode", "WaitForever")]
    public void A_switch_and_a_choice_need_their_own_values(string type, string input, string value) => Is(Only(new FlowBuilder().Step("a", type, (input, value))), ProblemCodes.InputType, input);

    [Theory]
    [InlineData("""{"tagg":"vip"}""", "tagg")]
    [InlineData("""{"all":[{"event":"ordered","count":{"least":1}}]}""", "least")]
    [InlineData("nonsense", "")]
    public void A_rule_that_cannot_be_read_is_told_why(string rule, string why)
    {
        var problem = Only(new FlowBuilder().Step("a", "Marketing.Segment", ("rule", rule)));
        Is(problem, ProblemCodes.RuleInvalid, "rule");
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_the_flow_does_not_have_is_named()
    {
        Is(Only(new FlowBuilder().Step("a", "Elsa.WriteLine", ("text", Variable("nope")))), ProblemCodes.VariableUnknown, "text");
        Is(Only(new FlowBuilder().Step("a", "Elsa.SetVariable", ("variable", new { id = "nope" }))), ProblemCodes.VariableUnknown, "variable");
        Is(Only(new FlowBuilder().Step(new Activity { Id = "a", Type = "Elsa.WriteLine", Outputs = new Activity { Id = "", Type = "" }.Outputs.Add("result", new OutputBinding("String", "nope")) })), ProblemCodes.VariableUnknown, "result");
        Assert.Empty(Check(new FlowBuilder().Variable("v").Step("a", "Elsa.SetVariable", ("variable", new { id = "v" }))));
    }

    [Fact]
    public void A_bare_name_as_a_variable_is_refused_where_elsa_reads_null() =>
        Is(Only(new FlowBuilder().Variable("v").Step("a", "Elsa.WriteLine", ("text", new ActivityInput("String", new Expression("Variable", FlowBuilder.Json("v")))))), ProblemCodes.VariableUnknown, "text");

    [Theory]
    [InlineData("literal")]
    [InlineData("Output")]
    [InlineData("Handlebars")]
    public void A_misspelt_expression_type_is_refused_where_elsa_reads_null(string type) =>
        Is(Only(new FlowBuilder().Step("a", "Elsa.WriteLine", ("text", new ActivityInput("String", new Expression(type, FlowBuilder.Json("x")))))), ProblemCodes.InputExpression, "text");

    [Fact]
    public void A_script_is_checked_where_an_engine_is_at_hand()
    {
        var flow = new FlowBuilder().Step("a", "Elsa.WriteLine", ("text", new ActivityInput("String", new Expression("JavaScript", FlowBuilder.Json("return (")))));
        Assert.Empty(Check(flow));
        var problem = Assert.Single(new Validator(FlowBuilder.Types, new ValidatorPorts { Expressions = new Scripts() }).Validate(flow.Build()));
        Is(problem, ProblemCodes.InputExpression, "text");
        Assert.EndsWith("Unexpected end of input.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_is_checked_against_the_merge_fields_that_exist()
    {
        var flow = new FlowBuilder().Step("a", "Marketing.SendEmail", ("subject", "Hi {{ nick }}"));
        Assert.Empty(Check(flow));
        var ports = new ValidatorPorts { Templates = new Templates(), Fields = MergeFields.BuiltIn.ToHashSet() };
        Is(Assert.Single(new Validator(FlowBuilder.Types, ports).Validate(flow.Build())), ProblemCodes.TemplateInvalid, "subject");
    }

    [Theory]
    [InlineData("0 9 * * MON", "six fields")]
    [InlineData("0 0 9 30 2 ?", "never")]
    public void A_cron_that_is_wrong_or_never_fires_is_told_why(string cron, string why)
    {
        var flow = new FlowBuilder().Step("a", "Elsa.Cron", ("cronExpression", cron), ("canStartWorkflow", true));
        var problem = Assert.Single(new Validator(FlowBuilder.Types, new ValidatorPorts { Cron = new Calendar() }).Validate(flow.Build()));
        Is(problem, ProblemCodes.CronInvalid, "cronExpression");
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_that_does_not_exist_is_named_once() =>
        Is(Only(new FlowBuilder().Step("a", "Elsa.Cron", ("timeZone", "Mars/Olympus"), ("canStartWorkflow", true)), p => p.Severity == Severity.Error), ProblemCodes.ZoneUnknown, "timeZone");

    [Fact]
    public void A_zone_that_elsa_would_not_see_is_mentioned()
    {
        var problem = Only(new FlowBuilder().Step("a", "Elsa.Cron", ("timeZone", "Europe/Berlin"), ("canStartWorkflow", true)));
        Assert.Equal((Severity.Info, ProblemCodes.ElsaReadsUtc), (problem.Severity, problem.Code));
    }

    [Fact]
    public void Labels_are_there_and_different()
    {
        object Side(string label, double weight) => new { label, weight };
        Is(Only(new FlowBuilder().Step("a", "Marketing.SplitRandom", ("variants", new[] { Side("", 1) }))), ProblemCodes.LabelBlank, "variants");
        Is(Only(new FlowBuilder().Step("a", "Marketing.SplitRandom", ("variants", new[] { Side("A", 1), Side("A", 1) }))), ProblemCodes.LabelDuplicate, "variants");
        Is(Only(new FlowBuilder().Step("a", "Marketing.SplitRandom", ("variants", new[] { Side("A", 0) }))), ProblemCodes.SharesZero, "variants");
        Is(Only(new FlowBuilder().Step("a", "Marketing.SplitRandom", ("variants", new[] { Side("A", -1), Side("B", 2) }))), ProblemCodes.SharesZero, "variants");
        Is(Only(new FlowBuilder().Step("a", "Elsa.FlowSwitch", ("cases", new[] { new { label = "Default" } }))), ProblemCodes.LabelDuplicate, "cases");
    }

    private static ActivityInput Variable(string id) => new("Object", new Expression(ExpressionTypes.Variable, FlowBuilder.Json(new { id, name = id, typeName = "Object" })));

    private static IReadOnlyList<Problem> Check(FlowBuilder flow) => new Validator(FlowBuilder.Types).Validate(flow.Build());

    private static Problem Only(FlowBuilder flow, Func<Problem, bool>? where = null) => Assert.Single(Check(flow), p => where is null || where(p));

    private static void Is(Problem problem, string code, string input)
    {
        Assert.Equal((code, "a", input), (problem.Code, problem.ActivityId, problem.Input));
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    private sealed class Scripts : IExpressions
    {
        public ValueTask<System.Text.Json.JsonElement?> EvaluateAsync(Expression expression, ExpressionScope scope, CancellationToken cancellationToken) => throw new NotSupportedException("The validator only checks.");

        public string? Check(Expression expression) => "Unexpected end of input.";
    }

    private sealed class Templates : ITemplates
    {
        public IReadOnlyList<string> Check(string template, IReadOnlySet<string> fields) => [.. FieldsOf(template).Where(f => !fields.Contains(f)).Select(f => $"There is no merge field '{f}'.")];

        public IReadOnlySet<string> FieldsOf(string template) => new HashSet<string> { template.Split("{{")[1].Split("}}")[0].Trim() };

        public string Render(string template, IReadOnlyDictionary<string, object?> model, TemplateEncoding encoding) => throw new NotSupportedException("The validator only checks.");
    }

    private sealed class Calendar : ICronCalendar
    {
        public string? Check(string cron, string zone) => cron.Contains("30 2", StringComparison.Ordinal) ? "It never fires." : null;

        public IReadOnlyList<DateTimeOffset> Next(string cron, string zone, DateTimeOffset after, int count) => [];
    }
}
