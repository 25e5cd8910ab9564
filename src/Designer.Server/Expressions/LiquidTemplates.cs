using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluid;
using Microsoft.Extensions.Options;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>Liquid (Fluid). Parsed templates are kept: one is rendered thousands of times.</summary>
internal sealed class LiquidTemplates : ITemplates
{
    private const int Kept = 200;
    private readonly FluidParser _parser = new();
    private readonly ConcurrentDictionary<string, (IFluidTemplate? Template, string? Error)> _parsed = new();
    private readonly TemplateOptions _options;
    private readonly ExpressionOptions _limits;
    private readonly TimeProvider _time;
    private readonly DeepThreads _threads;

    public LiquidTemplates(IOptions<ExpressionOptions> limits, TimeProvider time, DeepThreads threads)
    {
        _threads = threads;
        _limits = limits.Value;
        _time = time;
        _options = new TemplateOptions { MaxSteps = _limits.Statements, MaxRecursion = 50, CultureInfo = CultureInfo.InvariantCulture };
        LiquidFilters.Limit(_options.Filters, _limits);
        _options.ValueConverters.Add(value => value is JsonElement json ? LiquidScope.Plain(json) : null);
    }

    public IReadOnlyList<string> Check(string template, IReadOnlySet<string> fields)
    {
        if (CheckSyntax(template) is { } wrong)
            return [wrong];
        return [.. FieldsOf(template).Where(f => !fields.Contains(f)).Order(StringComparer.Ordinal).Select(f => $"The merge field '{{{{ {f} }}}}' does not exist.")];
    }

    public string? CheckSyntax(string template) => Parse(template).Error is { } error ? $"The template cannot be read: {error}" : null;

    public IReadOnlySet<string> FieldsOf(string template)
    {
        var visitor = new LiquidFields();
        if (Parse(template).Template is { } parsed)
            visitor.VisitTemplate(parsed);
        return visitor.Fields;
    }

    /// <exception cref="ExpressionException">The template cannot be read, or goes over a limit.</exception>
    public string Render(string template, IReadOnlyDictionary<string, object?> model, TemplateEncoding encoding)
    {
        var (parsed, error) = Parse(template);
        if (parsed is null)
            throw new ExpressionException($"The template cannot be read: {error}");
        var context = new TemplateContext(_options) { Now = _time.GetUtcNow };
        foreach (var (name, value) in model)
            context.SetValue(name, value);
        var began = _time.GetTimestamp();
        context.AmbientValues[nameof(LiquidTemplates)] = new Func<bool>(() => _time.GetElapsedTime(began) > _limits.Time);
        using var writer = new LimitedWriter(_limits.RenderedCharacters);
        try
        {
            parsed.RenderAsync(writer, encoding == TemplateEncoding.Html ? HtmlEncoder.Default : NullEncoder.Default, context).AsTask().GetAwaiter().GetResult();
        }
        // Filters fail in any way that .NET can: a division by nothing, a number too large, a text that is no base64, a file that is to be included. All of it is the author's.
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            throw new ExpressionException($"The template could not be rendered: {wrong.Message}", wrong);
        }
        return writer.ToString();
    }

    private (IFluidTemplate? Template, string? Error) Parse(string text)
    {
        if (_parsed.TryGetValue(text, out var known))
            return known;
        if (_parsed.Count >= Kept)
            _parsed.Clear();
        return _parsed[text] = LiquidFence.Refusal(text, _limits) is { } refusal ? (null, refusal) : _threads.RunAsync(() => Read(text)).GetAwaiter().GetResult();
    }

    private (IFluidTemplate? Template, string? Error) Read(string text)
    {
        if (!_parser.TryParse(text, out var template, out var error))
            return (null, error);
        try
        {
            return (new LiquidFence(_limits).VisitTemplate(template), null);
        }
        catch (ExpressionException deep)
        {
            return (null, deep.Message);
        }
    }
}
