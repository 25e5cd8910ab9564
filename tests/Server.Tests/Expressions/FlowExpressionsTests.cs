using System.Collections.Immutable;
using System.Text.Json;
using Designer.Server.Expressions;
using Microsoft.Extensions.Options;
using Workflows.Definitions;
using Workflows.Expressions;
using Xunit;

namespace Server.Tests.Expressions;

public sealed class FlowExpressionsTests
{
    private static readonly ExpressionOptions Limits = new() { Time = TimeSpan.FromSeconds(1), Statements = 5000, MemoryMegabytes = 8, RenderedCharacters = 1000 };
    private static readonly LiquidTemplates Liquid = new(Options.Create(Limits), TimeProvider.System, new DeepThreads());
    private static readonly FlowExpressions Expressions = new(new JavaScript(Options.Create(Limits), new DeepThreads()), Liquid);

    private static ExpressionScope Scope => new("run-1", "flow-1", "My flow", Values(("Count", 5), ("my var", "x"), ("list", new[] { 1, 2 })), Values(("Campaign", "spring")))
    {
        VariableNames = ImmutableDictionary<string, string>.Empty.Add("var-count", "Count"),
    };

    [Theory]
    [InlineData("getCount() + 1", "6")]
    [InlineData("return variables.Count * 2", "10")]
    [InlineData("getVariable('my var') + '!'", "\"x!\"")]
    [InlineData("getCampaign() + getInput('Campaign')", "\"springspring\"")]
    [InlineData("variables.list.map(x => x * 2)", "[2,4]")]
    [InlineData("getWorkflowInstanceId() + getWorkflowDefinitionId()", "\"run-1flow-1\"")]
    [InlineData("isNullOrEmpty('') && isNullOrWhiteSpace(' ')", "true")]
    [InlineData("({ a: [1, { b: null }] })", """{"a":[1,{"b":null}]}""")]
    [InlineData("undefined", null)]
    public async Task JavaScript_has_Elsas_functions(string script, string? json) =>
        Assert.Equal(json, (await EvaluateAsync(ExpressionTypes.JavaScript, script))?.GetRawText());

    [Fact]
    public async Task What_a_script_sets_comes_back_as_changes()
    {
        var scope = Scope;
        await Expressions.EvaluateAsync(new Expression(ExpressionTypes.JavaScript, JsonSerializer.SerializeToElement("setCount(7); setVariable('fresh', {a:1}); variables.list.push(3)")), scope, TestContext.Current.CancellationToken);
        Assert.Equal(["7", """{"a":1}""", "[1,2,3]"], new[] { "Count", "fresh", "list" }.Select(n => scope.Changes[n].GetRawText()));
        Assert.Equal(3, scope.Changes.Count);
    }

    [Theory]
    [InlineData("while (true) {}", "5000 statements, which is the limit")]
    [InlineData("let s = 'x'; for (let i = 0; i < 40; i++) s += s; return s.length", "limit")]
    [InlineData("(function f() { f() })()", "200 deep, which is the limit")]
    [InlineData("nobody()", "The JavaScript failed:")]
    [InlineData("let = =", "cannot be read")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')", "The JavaScript failed:")]
    public async Task A_script_that_fails_or_goes_over_a_limit_says_so(string script, string part)
    {
        var thrown = await Assert.ThrowsAsync<ExpressionException>(async () => await EvaluateAsync(ExpressionTypes.JavaScript, script));
        Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_inputs_objects_and_liquid_are_evaluated_as_Elsa_does()
    {
        Assert.Equal("5", (await EvaluateAsync(ExpressionTypes.Variable, new { id = "var-count", name = "Other" }))!.Value.GetRawText());
        Assert.Equal("\"spring\"", (await EvaluateAsync(ExpressionTypes.Input, """{"name":"Campaign"}"""))!.Value.GetRawText());
        Assert.Equal("""["GET"]""", (await EvaluateAsync(ExpressionTypes.Object, """["GET"]"""))!.Value.GetRawText());
        Assert.Equal("\"5 of spring in run-1\"", (await EvaluateAsync(ExpressionTypes.Liquid, "{{ Variables.Count }} of {{ Input.Campaign }} in {{ WorkflowInstanceId }}"))!.Value.GetRawText());
        var unknown = await Assert.ThrowsAsync<ExpressionException>(async () => await EvaluateAsync(ExpressionTypes.Variable, new { id = "gone" }));
        Assert.Contains("'gone'", unknown.Message, StringComparison.Ordinal);
        var csharp = await Assert.ThrowsAsync<ExpressionException>(async () => await EvaluateAsync(ExpressionTypes.CSharp, "1"));
        Assert.Contains("'CSharp' are not run here", csharp.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_encodes_what_is_merged_and_text_does_not()
    {
        var model = new Dictionary<string, object?> { ["contact"] = new Dictionary<string, object?> { ["first_name"] = "<script>alert(1)</script>" } };
        Assert.Equal("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", Liquid.Render("<p>{{ contact.first_name }}</p>", model, TemplateEncoding.Html));
        Assert.Equal("<script>alert(1)</script>!", Liquid.Render("{{ contact.first_name }}!{{ contact.gone }}", model, TemplateEncoding.Text));
    }

    [Fact]
    public void Unknown_merge_fields_and_broken_syntax_are_named()
    {
        var fields = new HashSet<string> { "contact.first_name", "offer" };
        Assert.Empty(Liquid.Check("{% assign x = offer %}{% for c in x %}{{ c.name }}{{ x }}{% endfor %}{{ contact.first_name }}", fields));
        Assert.Equal("The merge field '{{ contact.shoe_size }}' does not exist.", Assert.Single(Liquid.Check("{{ contact.shoe_size }} {{ offer }}", fields)));
        Assert.Contains("cannot be read", Assert.Single(Liquid.Check("{{ offer ", fields)), StringComparison.Ordinal);
        Assert.Equal(["contact.first_name", "offer"], Liquid.FieldsOf("{% if offer %}{{ contact.first_name | upcase }}{% endif %}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_template_that_goes_over_a_limit_is_refused()
    {
        var thrown = Assert.Throws<ExpressionException>(() => Liquid.Render("{% for i in (1..900) %}{{ 'abcdef' }}{% endfor %}", new Dictionary<string, object?>(), TemplateEncoding.Text));
        Assert.Contains("1000 characters, which is the limit", thrown.Message, StringComparison.Ordinal);
    }

    private static ValueTask<JsonElement?> EvaluateAsync(string type, object value) =>
        Expressions.EvaluateAsync(new Expression(type, JsonSerializer.SerializeToElement(value)), Scope, TestContext.Current.CancellationToken);

    private static ImmutableDictionary<string, JsonElement> Values(params (string Name, object Value)[] values) =>
        values.ToImmutableDictionary(v => v.Name, v => JsonSerializer.SerializeToElement(v.Value));
}
