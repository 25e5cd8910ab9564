using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Definitions;

/// <summary>One step of a flow. Property names in the dictionaries are the file's, in camelCase.</summary>
public sealed record Activity
{
    /// <summary>Unique in its document; Studio writes 16 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Case-sensitive "Namespace.Name", such as "Marketing.SendEmail".</summary>
    public required string Type { get; init; }

    public int Version { get; init; } = 1;
    public string? Name { get; init; }

    /// <summary>Wrapped inputs: properties shaped {typeName, expression}, or a bare value where the file had one (<see cref="ActivityInput.IsBare"/>).</summary>
    public ImmutableDictionary<string, ActivityInput> Inputs { get; init; } = ImmutableDictionary<string, ActivityInput>.Empty;

    /// <summary>Outputs bound to a variable: properties shaped {typeName, memoryReference}.</summary>
    public ImmutableDictionary<string, OutputBinding> Outputs { get; init; } = ImmutableDictionary<string, OutputBinding>.Empty;

    /// <summary>Embedded activities: If's then and else, a loop's body.</summary>
    public ImmutableDictionary<string, Activity> Bodies { get; init; } = ImmutableDictionary<string, Activity>.Empty;

    /// <summary>Set for containers (Elsa.Flowchart, Elsa.Sequence): what is inside.</summary>
    public Container? Container { get; init; }

    /// <summary>Plain values (FlowSwitch's cases, SetVariable's variable) and everything this product does not read, as the file had it.</summary>
    public ImmutableDictionary<string, JsonElement> Properties { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    public ImmutableDictionary<string, JsonElement> CustomProperties { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
    public ImmutableDictionary<string, JsonElement> Metadata { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>Beside the inputs of a step that runs another flow as if it were an activity: the id of that flow. Its type is only called after it.</summary>
    public const string UsedFlowKey = "workflowDefinitionId";

    /// <summary>The flow that this step runs; null: it is an activity of a type of its own.</summary>
    public string? UsedFlow =>
        Type.Contains('.', StringComparison.Ordinal) ? null
        : Inputs.TryGetValue(UsedFlowKey, out var bare) && bare is { IsBare: true, Expression.Value: { ValueKind: JsonValueKind.String } id } ? id.GetString()
        : Properties.TryGetValue(UsedFlowKey, out var plain) && plain.ValueKind == JsonValueKind.String ? plain.GetString() : null;

    /// <summary>The author's own name for this step, as Studio keeps it; null where there is none.</summary>
    public string? DisplayText =>
        Metadata.TryGetValue("displayText", out var text) && text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()) ? text.GetString() : null;
}

/// <summary>The inside of a flowchart or a sequence (which has no connections).</summary>
public sealed record Container(ImmutableArray<Activity> Activities, ImmutableArray<Connection> Connections, ImmutableArray<Variable> Variables)
{
    public static Container Empty { get; } = new([], [], []);
}

/// <summary>From a port of one activity to another. An absent source port is never followed (Elsa's rule), so it is kept as null.</summary>
public sealed record Connection(string Source, string? SourcePort, string Target, string? TargetPort = "In")
{
    public ImmutableArray<Point> Vertices { get; init; } = [];
    public ImmutableDictionary<string, JsonElement> Unknown { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>Stable within one flowchart: two connections between the same ports are one.</summary>
    public string Key => $"{Source}:{SourcePort}->{Target}:{TargetPort}";
}

/// <summary>Canvas units; y grows downwards.</summary>
public readonly record struct Point(double X, double Y);
