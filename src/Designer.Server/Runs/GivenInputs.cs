using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>The inputs of a run: what was given, in the types that the flow declares, and its defaults for the rest. What the flow does not declare goes along as it is.</summary>
internal static class GivenInputs
{
    /// <exception cref="RunInputException">A value does not convert to the type of its input.</exception>
    public static ImmutableDictionary<string, JsonElement> Of(WorkflowDefinition definition, ImmutableDictionary<string, JsonElement> given)
    {
        var inputs = given.ToBuilder();
        foreach (var input in definition.Inputs)
        {
            if (inputs.TryGetValue(input.Name, out var value) && !IsNothing(input, value))
                inputs[input.Name] = VariableValues.TryConvert(input.Type, value) ?? throw RunInputException.Of(input, value);
            else if (definition.DefaultOf(input) is { } usual)
                inputs[input.Name] = VariableValues.TryConvert(input.Type, usual) ?? usual;
        }
        return inputs.ToImmutable();
    }

    /// <summary>An empty field of the dialog gives no number; an empty text may be meant.</summary>
    private static bool IsNothing(Argument input, JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (input.Type != "String" && value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);
}

/// <summary>400.</summary>
internal sealed class RunInputException(string message) : Exception(message)
{
    public static RunInputException Of(Argument input, JsonElement value) =>
        new($"The input '{input.DisplayName ?? input.Name}' must be of the type {input.Type}; {Clipped(value.GetRawText())} is not.");

    private static string Clipped(string text) => text.Length <= 80 ? text : $"{text[..79]}…";
}
