using System.Text.Json.Nodes;
using Designer.Server.Flows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>What Elsa Studio asks for when it opens: activities, expressions, types, strategies.</summary>
internal static class DescriptorEndpoints
{
    public static void MapElsaDescriptors(this IEndpointRouteBuilder elsa)
    {
        var descriptors = elsa.MapGroup("/descriptors");
        descriptors.MapGet("/activities", (ActivityDescriptors activities) => ElsaWire.Json(new ElsaList<ElsaActivity>(activities.All)));
        descriptors.MapGet("/activities/{typeName}", Results<JsonHttpResult<ElsaActivity>, NotFound> (string typeName, ActivityDescriptors activities) =>
            activities.All.FirstOrDefault(a => a.TypeName == typeName) is { } found ? ElsaWire.Json(found) : TypedResults.NotFound());
        descriptors.MapPost("/activities/{typeName}/options/{propertyName}", Results<JsonHttpResult<Options>, NotFound> (string typeName, string propertyName, ActivityDescriptors activities) =>
            activities.All.FirstOrDefault(a => a.TypeName == typeName)?.Inputs.FirstOrDefault(i => i.Name == propertyName) is { } input ? ElsaWire.Json(new Options(input.UiSpecifications)) : TypedResults.NotFound());
        List("/expression-descriptors", Vocabulary.Expressions);
        List("/variables", Vocabulary.VariableTypes);
        List("/storage-drivers", Vocabulary.StorageDrivers);
        List("/incident-strategies", Vocabulary.IncidentStrategies);
        List("/workflow-activation-strategies", Vocabulary.ActivationStrategies);
        List("/log-persistence-strategies", Vocabulary.LogPersistence);
        List("/commit-strategies/workflows", Vocabulary.WorkflowCommits);
        List("/commit-strategies/activities", Vocabulary.ActivityCommits);
        // Elsa 3.8 asks for these; there are none here.
        List("/output-converters", Array.Empty<Strategy>());
        elsa.MapGet("/resilience/strategies", () => ElsaWire.Json(new ElsaList<Strategy>([])));
        elsa.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypesAsync);

        void List<T>(string path, IReadOnlyList<T> rows) => descriptors.MapGet(path, () => ElsaWire.Json(new ElsaList<T>(rows)));
    }

    /// <summary>What a script can call, for the editor's completion.</summary>
    private static async Task<ContentHttpResult> TypesAsync(string definitionId, FlowStore flows, CancellationToken cancellationToken)
    {
        var definition = FlowStore.Definition(await flows.GetAsync(definitionId, cancellationToken));
        var names = definition.Variables.Concat(definition.Root.Container?.Variables ?? []).Select(v => v.Name).Where(n => n.Length > 0 && n.All(c => char.IsLetterOrDigit(c) || c == '_')).Distinct().ToList();
        string[] lines =
        [
            "declare function getVariable(name: string): any;",
            "declare function setVariable(name: string, value: any): void;",
            "declare function getInput(name: string): any;",
            "declare function toJson(value: any): string;",
            $"declare const variables: {{ {string.Join(' ', names.Select(n => $"{n}: any;"))} }};",
            .. names.Select(ActivityInputs.Pascal).Select(n => $"declare function get{n}(): any; declare function set{n}(value: any): void;"),
        ];
        return TypedResults.Text(string.Join('\n', lines), "application/x-typescript");
    }

    internal sealed record Options(JsonObject Items);
}
