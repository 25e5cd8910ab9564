using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running.Ordinary;

namespace Designer.Server.Runs;

/// <summary>The inputs of a run: what was given, in the types that the flow declares, and its defaults for the rest. What the flow does not declare goes along as it is.</summary>
internal static class GivenInputs
{
    /// <summary>Characters of JSON. Inputs are kept with the run, and handed to every script of it.</summary>
    private const int Longest = 1_048_576;

    /// <summary>What scripts and stores read again without a special setting is 64.</summary>
    private const int Deepest = 50;

    /// <summary>The properties of a JSON object; of two with one name the first. Nothing for anything else.</summary>
    /// <exception cref="RunInputException">There is half a character in it, which can be neither compared nor kept.</exception>
    public static ImmutableDictionary<string, JsonElement> Read(JsonElement? given)
    {
        if (given is not { ValueKind: JsonValueKind.Object } values)
            return ImmutableDictionary<string, JsonElement>.Empty;
        var json = values.GetRawText();
        if (HalfCharacters.Find(json) is { } at)
            throw new RunInputException($"The inputs have half of a character, a surrogate without the other: {RunInputException.Clipped(json[Math.Max(0, at - 40)..])}");
        return values.EnumerateObject().DistinctBy(p => p.Name).ToImmutableDictionary(p => p.Name, p => p.Value.Clone());
    }

    /// <exception cref="RunInputException">A value does not convert to the type of its input, or is larger or deeper than inputs may be.</exception>
    public static ImmutableDictionary<string, JsonElement> Of(WorkflowDefinition definition, ImmutableDictionary<string, JsonElement> given)
    {
        foreach (var (name, value) in given)
            Refuse(name, value);
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

    private static void Refuse(string name, JsonElement value)
    {
        var json = value.GetRawText();
        if (json.Length > Longest)
            throw new RunInputException(string.Create(CultureInfo.InvariantCulture, $"The input '{RunInputException.Clipped(name)}' has {json.Length:N0} characters; at most {Longest:N0} are allowed."));
        if (IsDeeper(value, Deepest))
            throw new RunInputException($"The input '{RunInputException.Clipped(name)}' is nested more than {Deepest} deep, which is the limit.");
    }

    private static bool IsDeeper(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Array => depth == 0 || value.EnumerateArray().Any(v => IsDeeper(v, depth - 1)),
        JsonValueKind.Object => depth == 0 || value.EnumerateObject().Any(p => IsDeeper(p.Value, depth - 1)),
        _ => false,
    };

    /// <summary>An empty field of the dialog gives no number; an empty text may be meant.</summary>
    private static bool IsNothing(Argument input, JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (input.Type != "String" && value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);
}

/// <summary>400.</summary>
internal sealed class RunInputException(string message) : Exception(message)
{
    public static RunInputException Of(Argument input, JsonElement value) =>
        new($"The input '{input.DisplayName ?? input.Name}' must be of the type {input.Type}; {Clipped(value.GetRawText())} is not.");

    public static string Clipped(string text) => text.Length <= 80 ? text : $"{text[..79]}…";
}
