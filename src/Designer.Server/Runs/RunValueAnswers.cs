using System.Text.Json;
using Activities.Runs;
using Designer.Contracts.Runs;
using Workflows.Definitions;

namespace Designer.Server.Runs;

/// <summary>What a run was given, remembers and gives out, as the contracts say it.</summary>
internal static class RunValueAnswers
{
    public static RunValues Of(RunRecord run, WorkflowDefinition definition) => new(
        Arguments(definition.Inputs, run.Inputs),
        [.. definition.Variables.Concat(definition.Root.Container?.Variables ?? []).DistinctBy(v => v.Id).Where(v => run.Variables.ContainsKey(v.Id))
            .Select(v => new RunValue(v.Name, v.IsArray ? $"{v.TypeName}[]" : v.TypeName, definition.DescriptionOf(v), Given(run.Variables[v.Id])))],
        Arguments(definition.Outputs, run.State.Ordinary?.Outputs ?? []));

    /// <summary>Those that the flow declares in its order, then what came besides.</summary>
    private static IReadOnlyList<RunValue> Arguments(IEnumerable<Argument> declared, IReadOnlyDictionary<string, JsonElement> values)
    {
        var known = declared.DistinctBy(a => a.Name).ToList();
        return
        [
            .. known.Select(a => new RunValue(a.Name, a.Type, a.Description, values.TryGetValue(a.Name, out var value) ? Given(value) : null)),
            .. values.Where(v => known.All(a => a.Name != v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new RunValue(v.Key, null, null, Given(v.Value))),
        ];
    }

    private static JsonElement? Given(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
}
