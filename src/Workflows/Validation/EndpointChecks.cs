using System.Text.Json;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>Web addresses that a flow has of its own: readable, with methods that exist, and nobody else's.</summary>
internal static class EndpointChecks
{
    private const string Type = "Elsa.HttpEndpoint";

    public static IEnumerable<Problem> Check(FlowGraph flow, IEndpointRoutes? routes)
    {
        var endpoints = flow.Steps.Concat(flow.Nested).Where(s => s.Activity.Type == Type && s.Descriptor is not null).ToList();
        return [.. endpoints.SelectMany(s => One(s, routes)), .. Taken(flow, routes)];
    }

    private static IEnumerable<Problem> One(Step step, IEndpointRoutes? routes)
    {
        var path = Path(step);
        if (path is { Length: > 0 } && routes?.Check(path) is { } why)
            yield return step.Problem(Severity.Error, ProblemCodes.EndpointPath, "path", $"'{step.Title}' cannot have the path '{path}': {why}", path, why);
        var methods = MethodsOf(step);
        if (methods is { Count: 0 })
            yield return step.Problem(Severity.Error, ProblemCodes.InputMissing, "supportedMethods", $"'{step.Title}' needs a value for 'Methods'.", step.Descriptor!.Input("supportedMethods")!.Title);
        foreach (var method in (methods ?? []).Except(EndpointRules.Methods))
            yield return step.Problem(Severity.Error, ProblemCodes.EndpointMethod, "supportedMethods", $"'{step.Title}' names the method '{method}'; there are {string.Join(", ", EndpointRules.Methods)}.", method, string.Join(", ", EndpointRules.Methods));
        if (step.Literal("policy") is { ValueKind: JsonValueKind.String } policy && policy.GetString() is { Length: > 0 } name)
            yield return step.Problem(Severity.Error, ProblemCodes.EndpointPolicy, "policy", $"'{step.Title}' names the policy '{name}', but this server has no policies; it can ask for an API key or a sign-in.", name);
        if (step.Literal("requestTimeout") is { ValueKind: JsonValueKind.String } text && TimeSpan.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var timeout) && (timeout <= TimeSpan.Zero || timeout > EndpointRules.LongestTimeout))
            yield return step.Problem(Severity.Error, ProblemCodes.InputRange, "requestTimeout", $"The answer of '{step.Title}' must come within {TimeSpan.FromSeconds(1)} to {EndpointRules.LongestTimeout}, but it is {timeout}.", step.Descriptor!.Input("requestTimeout")!.Title, $"{TimeSpan.FromSeconds(1)}", $"{EndpointRules.LongestTimeout}", $"{timeout}");
    }

    private static IEnumerable<Problem> Taken(FlowGraph flow, IEndpointRoutes? routes)
    {
        if (routes is null)
            yield break;
        var mine = new Dictionary<(string Method, string Shape), Step>();
        foreach (var step in flow.Steps.Where(s => s.Activity.Type == Type && s is { CanStart: true, Descriptor: not null }))
        {
            if (Path(step) is not { Length: > 0 } path || routes.Check(path) is not null)
                continue;
            foreach (var method in (MethodsOf(step) ?? []).Intersect(EndpointRules.Methods))
            {
                if (!mine.TryAdd((method, routes.Shape(path)), step))
                    yield return Taken(step, method, path, mine[(method, routes.Shape(path))].Title);
                else if (routes.TakenBy(flow.Definition.DefinitionId, method, path) is { } other)
                    yield return Taken(step, method, path, other);
            }
        }
    }

    private static Problem Taken(Step step, string method, string path, string by) =>
        step.Problem(Severity.Error, ProblemCodes.EndpointTaken, "path", $"'{step.Title}' cannot begin with {method} {path}: '{by}' does already.", method, path, by);

    private static string? Path(Step step) => step.Literal("path") is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim().Trim('/') : null;

    /// <returns>Null: only a run knows them.</returns>
    private static List<string>? MethodsOf(Step step)
    {
        var written = step.Literal("supportedMethods");
        var list = written is { ValueKind: JsonValueKind.String } text ? InputJson.TryParse(text.GetString()!) : written;
        return list is { ValueKind: JsonValueKind.Array } all ? [.. all.EnumerateArray().Select(m => m.ToString().Trim().ToUpperInvariant()).Distinct()] : null;
    }
}
