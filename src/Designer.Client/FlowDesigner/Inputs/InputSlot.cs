using System.Text.Json;
using Designer.Client.FlowDesigner.Editing;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner.Inputs;

/// <summary>One input of the selected step, as its editor needs it.</summary>
/// <param name="Value">The author's value, else the default.</param>
/// <param name="Set">Writes a value; null takes it away.</param>
/// <param name="Seal">The field was left: the next change is undone apart.</param>
public sealed record InputSlot(FlowSession Session, Activity Step, ActivityDescriptor Type, InputDescriptor Input, JsonElement? Value, Action<JsonElement?> Set, Action Seal)
{
    /// <summary>Writes a script or a variable in place of a value.</summary>
    public required Action<Expression> SetExpression { get; init; }

    public string Id => $"input-{Input.Name}";
    public string Text => StepValues.Text(Value);

    public void SetText(string? text) => Set(string.IsNullOrEmpty(text) ? null : JsonSerializer.SerializeToElement(text));

    public void SetObject(object value) => Set(JsonSerializer.SerializeToElement(value, InputJson.Options));
}
