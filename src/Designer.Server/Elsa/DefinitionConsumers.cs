using System.Text.Json;
using Designer.Server.Flows;
using Workflows.Definitions;

namespace Designer.Server.Elsa;

/// <summary>Which flows use a flow as one of their steps: Elsa writes its id beside the inputs of that step.</summary>
internal sealed class DefinitionConsumers(FlowStore flows)
{
    private const string Key = "workflowDefinitionId";

    public async Task<IReadOnlyList<string>> OfAsync(string definitionId, CancellationToken cancellationToken) =>
        [.. (await flows.ListAsync(cancellationToken)).Where(f => f.Id != definitionId && Uses(FlowStore.Definition(f).Root, definitionId)).Select(f => f.Id).Order(StringComparer.Ordinal)];

    private static bool Uses(Activity activity, string definitionId) =>
        (activity.Inputs.TryGetValue(Key, out var input) && input is { IsBare: true, Expression.Value: { ValueKind: JsonValueKind.String } id } && id.GetString() == definitionId)
        || ActivityTree.Inside(activity).Any(inner => Uses(inner.Activity, definitionId));
}
