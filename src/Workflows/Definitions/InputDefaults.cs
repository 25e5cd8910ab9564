using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>
/// What a flow's input is when a run gives none, and what a variable is for. Elsa's format has a place for neither, so they stand in customProperties, which real Elsa keeps.
/// </summary>
public static class InputDefaults
{
    private const string Default = "input.default.";
    private const string Description = "variable.description.";

    public static JsonElement? DefaultOf(this WorkflowDefinition definition, Argument input) => Read(definition, Default + input.Name);

    public static WorkflowDefinition WithDefault(this WorkflowDefinition definition, string input, JsonElement? value) => Write(definition, Default + input, value);

    public static string? DescriptionOf(this WorkflowDefinition definition, Variable variable) => Read(definition, Description + variable.Id) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static WorkflowDefinition WithDescription(this WorkflowDefinition definition, string variableId, string? text) =>
        Write(definition, Description + variableId, string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.SerializeToElement(text));

    private static JsonElement? Read(WorkflowDefinition definition, string name) => definition.CustomProperties.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static WorkflowDefinition Write(WorkflowDefinition definition, string name, JsonElement? value) =>
        definition with { CustomProperties = value is { } given ? definition.CustomProperties.SetItem(name, given) : definition.CustomProperties.Remove(name) };
}
