using System.Collections.Immutable;
using System.Text.Json;
using Designer.Server.Expressions;
using Microsoft.Extensions.Options;
using Workflows.Definitions;
using Workflows.Expressions;
using Xunit;

namespace Server.Tests.Expressions;

/// <summary>Each of these would end the server (a stack that overflows cannot be caught) or fill its memory. A test that passes has survived it; the sentence says by which limit.</summary>
public sealed class HostileExpressionsTests
{
    private const long Megabyte = 1_000_000;
    private static readonly IOptions<ExpressionOptions> Limits = Options.Create(new ExpressionOptions());
    private static readonly LiquidTemplates Liquid = new(Limits, TimeProvider.System, new DeepThreads());
    private static readonly FlowExpressions Expressions = new(new JavaScript(Limits, new DeepThreads()), Liquid);

    [Theory]
    [InlineData("'x'.repeat(2**28)", "repeat would make a text")]
    [InlineData("String.prototype.repeat.call({ toString() { return 'xx' } }, 2**27)", "repeat would make a text")]
    [InlineData("'x'.padEnd(2**28, 'ab')", "padEnd would make a text")]
    [InlineData("'x'.repeat(1e5).replaceAll('x', 'y'.repeat(1e5))", "replaceAll would make a text")]
    [InlineData("'x'.repeat(1e5).replace(/x/g, \"$'\")", "replace would make a text")]
    [InlineData("let s = 'x'; for (;;) s += s", "32 MB, which is the limit")]
    [InlineData("let a = [1]; for (;;) a = a.concat(a)", "32 MB, which is the limit")]
    [InlineData("Math.max(...new Array(1e8))", "32 MB, which is the limit")]
    [InlineData("Math.max.apply(null, { length: 1e9 })", "32 MB, which is the limit")]
    [InlineData("new Array(1e8).fill(0)", "32 MB, which is the limit")]
    [InlineData("new Uint8Array(2**31 - 100)", "Uint8Array is not defined")]
    [InlineData("Atomics.wait(new Int32Array(8), 0, 0, 1e9)", "Atomics is not defined")]
    [InlineData("let p = {}; for (let i = 0; i < 30000; i++) p = new Proxy(p, {}); p.x", "Proxy is not defined")]
    [InlineData("for (;;) {}", "100000 statements, which is the limit")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')", "ran longer than 1 s, which is the limit")]
    [InlineData("eval('1+'.repeat(100000) + '1')", "String compilation has been disabled")]
    [InlineData("function* g() { yield* g() } [...g()]", "generator (function*) in line 1")]
    [InlineData("let o = { toString() { return '' + this } }; '' + o", "limit")]
    [InlineData("let o = { get x() { return this.x } }; o.x", "200 deep, which is the limit")]
    [InlineData("let a = []; a[0] = a; a.flat(Infinity)", "Maximum call stack size exceeded")]
    [InlineData("let a = []; for (let i = 0; i < 30000; i++) a = [a]; return a", "cannot be kept")]
    [InlineData("JSON.parse('['.repeat(100000))", "Max. depth level")]
    [InlineData("2n ** (2n ** 40n)", "Maximum BigInt size")]
    public async Task A_hostile_script_is_stopped_by_a_limit_that_it_is_told(string script, string part) =>
        Assert.Contains(part, (await RefusedAsync(script)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("let f = () => 1; for (let i = 0; i < 45000; i++) f = f.bind(null); return f()", "1")]
    [InlineData("let a = []; for (let i = 0; i < 30000; i++) a = [a]; return JSON.stringify(a).length", "60002")]
    [InlineData("let a = []; for (let i = 0; i < 30000; i++) a = [a]; return String(a).length", "0")]
    [InlineData("return 'aXbXc'.replaceAll('X', '-') + 'ab'.replace(/(a)(b)/, '$2$1') + 'x'.repeat(3) + '7'.padStart(3, '0') + 'q'.replace('q', m => m + m)", "\"a-b-cbaxxx007qq\"")]
    public async Task A_script_that_goes_deep_within_its_limits_runs_to_its_end(string script, string json) =>
        Assert.Equal(json, (await EvaluateAsync(script))?.GetRawText());

    [Theory]
    [InlineData("(", ")", "1")]
    [InlineData("[", "]", "1")]
    [InlineData("!", "", "1")]
    [InlineData("if(1)", "", ";")]
    [InlineData("function f(){", "}", "")]
    [InlineData("1+", "", "1")]
    [InlineData("`${", "}`", "1")]
    public void A_script_nested_without_end_is_refused_by_the_check_already(string open, string close, string inner) =>
        Assert.Contains("cannot be read", Expressions.Check(Of(ExpressionTypes.JavaScript, Nested(open, inner, close, 50_000))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{% for i in (1..1000000000) %}{% endfor %}", "longer than 100000, which is the limit")]
    [InlineData("{% assign a = (1..1000000000) %}{{ a | size }}", "longer than 100000, which is the limit")]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}", "The template could not be rendered")]
    [InlineData("{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}", "'append' would give more than 2000000 characters")]
    [InlineData("{% assign a = 'a,b' | split: ',' %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}", "'concat' would give a list of more than 100000")]
    [InlineData("{% assign s = 'x' %}{% for i in (1..60) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}", "more than 2000000 characters, which is the limit")]
    [InlineData("{% assign s = 'x' %}{% for i in (1..18) %}{% assign s = s | append: s %}{% endfor %}{{ s | replace: 'x', s | size }}", "'replace' would give more than")]
    [InlineData("{{ 1 | format_number: 'N999999999' }}", "'format_number' would give more than")]
    [InlineData("{{ '{0,2000000000}' | format_string: 'a' }}", "'format_string' would give more than")]
    [InlineData("{{ 'now' | date: '%c%999999999d' }}", "'date' would give more than")]
    [InlineData("{% include 'a' %}", "The template could not be rendered")]
    [InlineData("{{ 1 | divided_by: 0 }}", "divide by zero")]
    [InlineData("{{ 79228162514264337593543950335 | times: 10 }}", "too large or too small")]
    [InlineData("{{ 'a' | base64_decode }}", "not a valid Base-64")]
    public void A_hostile_template_is_stopped_by_a_limit_that_it_is_told_and_makes_little(string template, string part)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var thrown = Assert.Throws<ExpressionException>(() => Liquid.Render(template, ImmutableDictionary<string, object?>.Empty, TemplateEncoding.Text));
        Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250 * Megabyte);
    }

    [Theory]
    [InlineData("{% if a %}", "{% endif %}", "")]
    [InlineData("{{ a[", "] }}", "1")]
    [InlineData("{% capture a %}", "{% endcapture %}", "")]
    [InlineData("{% for i in a %}", "{% endfor %}", "")]
    public void A_template_nested_without_end_is_refused_by_the_check_already(string open, string close, string inner)
    {
        foreach (var times in new[] { 500, 20_000, 200_000 })
            Assert.Contains("The template cannot be read", Liquid.CheckSyntax(Nested(open, inner, close, times)), StringComparison.Ordinal);
        Assert.Null(Liquid.CheckSyntax(open + inner + close));
    }

    [Theory]
    [InlineData("{{ a", " | upcase", " }}")]
    [InlineData("{% if a", " and a", " %}{% endif %}")]
    [InlineData("{{ ", "(", "1 }}")]
    [InlineData("{{ a", "[a", " }}")]
    public void An_expression_without_end_is_refused_by_the_check_already(string start, string more, string end)
    {
        foreach (var times in new[] { 500, 20_000, 200_000 })
            Assert.Contains("The template cannot be read", Liquid.CheckSyntax(start + Repeat(more, times) + end), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_letter_is_read_and_rendered_as_before()
    {
        const string letter = "{% for i in (1..3) %}{% capture line %}{{ i }}.{% endcapture %}{{ line | append: '!' }}{% endfor %}{% if a %}{% else %} {{ 'b,c' | split: ',' | join: ' & ' | replace: 'b', 'd' }}{% endif %} {{ 2.5 | format_number: 'N2' }}";
        Assert.Equal("1.!2.!3.! d & c 2.50", Liquid.Render(letter, ImmutableDictionary<string, object?>.Empty, TemplateEncoding.Text));
        Assert.Equal(["a"], Liquid.FieldsOf("{% for i in (1..3) %}{% capture line %}{{ a }}{% endcapture %}{% endfor %}"));
    }

    private static async Task<ExpressionException> RefusedAsync(string script) => await Assert.ThrowsAsync<ExpressionException>(async () => await EvaluateAsync(script));

    private static ValueTask<JsonElement?> EvaluateAsync(string script) => Expressions.EvaluateAsync(Of(ExpressionTypes.JavaScript, script), new ExpressionScope("r", "f", "n", ImmutableDictionary<string, JsonElement>.Empty, ImmutableDictionary<string, JsonElement>.Empty), TestContext.Current.CancellationToken);

    private static Expression Of(string type, string text) => new(type, JsonSerializer.SerializeToElement(text));

    private static string Nested(string open, string inner, string close, int times) => Repeat(open, times) + inner + Repeat(close, times);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
