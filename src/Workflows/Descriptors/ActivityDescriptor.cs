using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Descriptors;

/// <summary>Everything the client, the validator and the reference know of an activity type; served by GET /api/activities.</summary>
public sealed record ActivityDescriptor
{
    public required string Type { get; init; }
    public int Version { get; init; } = 1;
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required Category Category { get; init; }
    public required Icon Icon { get; init; }
    public required Grain Grain { get; init; }
    public bool IsTrigger { get; init; }
    public bool IsTerminal { get; init; }

    /// <summary>It changes nothing but its run.</summary>
    public bool IsPure { get; init; }

    /// <summary>It needs a run of one token.</summary>
    public bool IsOrdinaryOnly { get; init; }

    /// <summary>The ports at which an activity hangs inside it.</summary>
    public ImmutableArray<string> Bodies { get; init; } = [];
    public ImmutableArray<InputDescriptor> Inputs { get; init; } = [];
    public ImmutableArray<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>The ports in their order on the canvas; see also <see cref="OutcomesFrom"/>.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    public string? OutcomesFrom { get; init; }

    public InputDescriptor? Input(string name) => Inputs.FirstOrDefault(i => i.Name == name);

    /// <summary>The ports of one activity of this type: the labels of its cases or variants, then the type's own outcomes.</summary>
    public ImmutableArray<string> OutcomesOf(Activity activity)
    {
        if (OutcomesFrom is null)
            return Outcomes;
        return Listed(activity) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(Label).OfType<string>().Concat(Outcomes).Distinct()] : Outcomes;
    }

    /// <summary>A plain list, or a wrapped one that needs no run (RunJavaScript's possible outcomes).</summary>
    private JsonElement? Listed(Activity activity)
    {
        if (activity.Properties.TryGetValue(OutcomesFrom!, out var plain))
            return plain;
        if (!activity.Inputs.TryGetValue(OutcomesFrom!, out var input) || input.Expression is not { Type: ExpressionTypes.Literal or ExpressionTypes.Object or ExpressionTypes.Json, Value: { } value })
            return Input(OutcomesFrom!)?.Default;
        return value.ValueKind != JsonValueKind.String ? value : InputJson.TryParse(value.GetString()!);
    }

    private string? Label(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        // A list of status codes; a case is never a number.
        JsonValueKind.Number when Input(OutcomesFrom!) is { IsPlain: false } => item.GetRawText(),
        JsonValueKind.Object when item.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.String => label.GetString(),
        _ => null,
    };
}

/// <param name="Name">camelCase, as in the file.</param>
/// <param name="TypeName">Elsa's alias: String, Int32, Double, Boolean, TimeSpan, Object …</param>
public sealed record InputDescriptor(string Name, string Title, string TypeName, Editor Editor)
{
    public string? Hint { get; init; }
    public bool IsRequired { get; init; }

    /// <summary>Another input's name: this one is required where that one has no value.</summary>
    public string? RequiredUnless { get; init; }

    public bool IsPlain { get; init; }
    public bool InCustomProperties { get; init; }
    public bool IsAdvanced { get; init; }

    /// <summary>The value that an absent input has.</summary>
    public JsonElement? Default { get; init; }

    public int? MaxLength { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }

    /// <summary>For Editor.Choice: the values, in order.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];
}

public sealed record OutputDescriptor(string Name, string Title, string TypeName);
