using System.Net;
using System.Text.RegularExpressions;
using Workflows.Expressions;

namespace Activities.Tests.Email;

/// <summary>{{ a.b }} and nothing else; "{% fail %}" throws as a template does that cannot take its data.</summary>
internal sealed partial class FakeTemplates : ITemplates
{
    public IReadOnlyList<string> Check(string template, IReadOnlySet<string> fields) => [.. FieldsOf(template).Except(fields).Select(f => $"'{f}' is not a merge field.")];

    public IReadOnlySet<string> FieldsOf(string template) => Field().Matches(template).Select(m => m.Groups[1].Value).ToHashSet();

    public string Render(string template, IReadOnlyDictionary<string, object?> model, TemplateEncoding encoding)
    {
        if (template.Contains("{% fail %}", StringComparison.Ordinal) && Value("contact.first_name", model) == "Broken")
            throw new ExpressionException("The template cannot take this contact.");
        return Field().Replace(template, m => encoding == TemplateEncoding.Html ? WebUtility.HtmlEncode(Value(m.Groups[1].Value, model)) : Value(m.Groups[1].Value, model));
    }

    private static string Value(string field, IReadOnlyDictionary<string, object?> model)
    {
        object? value = model;
        foreach (var part in field.Split('.'))
            value = (value as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(part);
        return value?.ToString() ?? "";
    }

    [GeneratedRegex(@"\{\{\s*([a-z_.]+)\s*\}\}")]
    private static partial Regex Field();
}
