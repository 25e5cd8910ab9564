using System.Text.RegularExpressions;
using Workflows.Expressions;

namespace Benchmarks.Email;

/// <summary>Merge fields alone: what the template language costs is measured where it lives.</summary>
internal sealed partial class MergeOnly : ITemplates
{
    public IReadOnlyList<string> Check(string template, IReadOnlySet<string> fields) => [];

    public IReadOnlySet<string> FieldsOf(string template) => Field().Matches(template).Select(m => m.Groups[1].Value).ToHashSet();

    public string Render(string template, IReadOnlyDictionary<string, object?> model, TemplateEncoding encoding) => Field().Replace(template, m => Value(m.Groups[1].Value, model));

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
