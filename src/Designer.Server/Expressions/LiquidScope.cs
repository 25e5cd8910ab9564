using System.Text.Json;
using Workflows.Expressions;

namespace Designer.Server.Expressions;

/// <summary>What Elsa's Liquid sees: {{ Variables.Count }}, {{ Input.Campaign }}, WorkflowInstanceId, WorkflowDefinitionId.</summary>
internal static class LiquidScope
{
    public static Dictionary<string, object?> Of(ExpressionScope scope) => new()
    {
        ["Variables"] = scope.Variables.ToDictionary(v => v.Key, v => Plain(v.Value)),
        ["Input"] = scope.Inputs.ToDictionary(v => v.Key, v => Plain(v.Value)),
        ["CorrelationId"] = scope.CorrelationId,
        ["WorkflowInstanceId"] = scope.RunId,
        ["WorkflowDefinitionId"] = scope.DefinitionId,
        ["WorkflowInstanceName"] = scope.WorkflowName,
    };

    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => json.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => Plain(p.Value)),
        _ => null,
    };
}
