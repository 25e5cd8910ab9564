using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Designer.Server.Http;

/// <summary>Templates of paths as ASP.NET and so Elsa read them: orders/{id}, files/{*rest}. As in Elsa, constraints ({id:int}) are read and not asked.</summary>
internal static class PathTemplates
{
    private static readonly string[] NoPatterns = ["//", "?", "#", "\\"];

    public static string? Check(string path)
    {
        if (NoPatterns.FirstOrDefault(odd => path.Replace("?}", "}", StringComparison.Ordinal).Contains(odd, StringComparison.Ordinal)) is { } wrong)
            return $"'{wrong}' may not stand in it.";
        try
        {
            _ = TemplateParser.Parse(path);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or RoutePatternException)
        {
            return fault.Message.Split(" (Parameter")[0];
        }
    }

    /// <summary>Two templates of one shape take the same requests.</summary>
    public static string Shape(string path) =>
        string.Join('/', TemplateParser.Parse(path).Segments.Select(s => string.Concat(s.Parts.Select(p => p.IsParameter ? p.IsCatchAll ? "{*}" : "{}" : p.Text!.ToLowerInvariant()))));

    /// <summary>The more it says, the smaller: orders/new comes before orders/{id}.</summary>
    public static decimal Precedence(string path) => RoutePrecedence.ComputeInbound(TemplateParser.Parse(path));

    /// <returns>The values of its places, or null: it does not match.</returns>
    public static RouteValueDictionary? Match(string template, PathString path)
    {
        // Most paths have no places, and there may be many runs that wait.
        if (!template.Contains('{', StringComparison.Ordinal))
            return string.Equals(template, path.Value?.Trim('/') ?? "", StringComparison.OrdinalIgnoreCase) ? [] : null;
        var parsed = TemplateParser.Parse(template);
        var defaults = new RouteValueDictionary(parsed.Parameters.Where(p => p.DefaultValue is not null).Select(p => KeyValuePair.Create(p.Name!, p.DefaultValue)));
        var values = new RouteValueDictionary();
        return new TemplateMatcher(parsed, defaults).TryMatch(path.HasValue ? path : "/", values) ? values : null;
    }
}
