using System.Text.Json;
using Workflows.Definitions;
using Workflows.Validation;
using Xunit;

namespace Workflows.Tests.Validation;

public sealed class EndpointChecksTests
{
    [Fact]
    public void An_address_of_its_own_is_fine() => Assert.Empty(Check(Begin(("path", "orders/{id}"), ("supportedMethods", "[\"get\", \"POST\"]"))));

    [Fact]
    public void A_path_is_missed() => Is(Begin(("path", " ")), ProblemCodes.InputMissing, "path");

    [Fact]
    public void A_template_that_cannot_be_read_is_said_with_the_reason() => Assert.Contains("a brace is open", Is(Begin(("path", "orders/{id")), ProblemCodes.EndpointPath, "path").Message, StringComparison.Ordinal);

    [Fact]
    public void A_method_that_does_not_exist_is_named() => Assert.Equal("FETCH", Is(Begin(("path", "x"), ("supportedMethods", "[\"GET\", \"FETCH\"]")), ProblemCodes.EndpointMethod, "supportedMethods").Arguments[1]);

    [Fact]
    public void No_method_at_all_is_missed() => Is(Begin(("path", "x"), ("supportedMethods", "[]")), ProblemCodes.InputMissing, "supportedMethods");

    [Fact]
    public void There_are_no_policies() => Is(Begin(("path", "x"), ("policy", "partners")), ProblemCodes.EndpointPolicy, "policy");

    [Fact]
    public void Nobody_waits_for_an_answer_for_an_hour() => Is(Begin(("path", "x"), ("requestTimeout", "01:00:00")), ProblemCodes.InputRange, "requestTimeout");

    [Fact]
    public void A_path_is_computed_in_the_middle_of_a_run_only()
    {
        var computed = new ActivityInput("String", new Expression(ExpressionTypes.JavaScript, JsonSerializer.SerializeToElement("'x'")));
        Is(Begin(("path", computed)), ProblemCodes.TriggerComputed, "path");
        Assert.Empty(Check(new FlowBuilder().Step("s", "Elsa.Start").Step("in", "Elsa.HttpEndpoint", ("path", computed)).Wire("s.Done>in")));
    }

    [Fact]
    public void Two_beginnings_have_two_addresses()
    {
        var twice = Begin(("path", "orders/{id}"), ("supportedMethods", "[\"GET\", \"POST\"]")).Step("other", "Elsa.HttpEndpoint", ("path", "Orders/{number}"), ("canStartWorkflow", true));
        Assert.Equal(["HttpEndpoint", "GET", "Orders/{number}", "HttpEndpoint"], Is(twice, ProblemCodes.EndpointTaken, "path").Arguments);
    }

    [Fact]
    public void What_another_published_flow_begins_with_is_taken() => Assert.Contains("'Stock' does already", Is(Begin(("path", "stock")), ProblemCodes.EndpointTaken, "path").Message, StringComparison.Ordinal);

    private static FlowBuilder Begin(params (string, object?)[] inputs) => new FlowBuilder().Step("in", "Elsa.HttpEndpoint", [("canStartWorkflow", true), .. inputs]);

    private static IReadOnlyList<Problem> Check(FlowBuilder flow) => new Validator(FlowBuilder.Types, new ValidatorPorts { Routes = new Routes() }).Validate(flow.Build());

    private static Problem Is(FlowBuilder flow, string code, string input)
    {
        var problem = Assert.Single(Check(flow));
        Assert.Equal((code, input, Severity.Error), (problem.Code, problem.Input, problem.Severity));
        return problem;
    }

    private sealed class Routes : IEndpointRoutes
    {
        public string? Check(string path) => path.Count(c => c == '{') == path.Count(c => c == '}') ? null : "a brace is open.";

        public string Shape(string path) => path.Split('/')[0].ToLowerInvariant();

        public string? TakenBy(string definitionId, string method, string path) => path == "stock" ? "Stock" : null;
    }
}
