using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Differences;

/// <summary>
/// What became of a flow from one version to another: every step and every connection of either, and what changed of the flow itself. Where a step stands on the canvas
/// is no difference, nor is what a save writes by itself (version, flags, dates).
/// </summary>
public sealed record FlowDiff(ImmutableArray<StepChange> Steps, ImmutableArray<ConnectionChange> Connections, ImmutableArray<ValueChange> Values)
{
    public bool IsEmpty => Values.IsEmpty && Steps.All(s => s.Kind == ChangeKind.Unchanged) && Connections.All(c => c.Kind == ChangeKind.Unchanged);

    public int CountOfSteps(ChangeKind kind) => Steps.Count(s => s.Kind == kind);

    public int CountOfConnections(ChangeKind kind) => Connections.Count(c => c.Kind == kind);

    public static FlowDiff Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        var (old, now) = (Inside(before), Inside(after));
        return new FlowDiff(
            StepDiff.Between(old.Activities, now.Activities),
            ConnectionDiff.Between(old.Connections, now.Connections),
            ValueDiff.Between(before, after));
    }

    /// <summary>A flow whose root is no flowchart and no sequence is one step.</summary>
    private static Container Inside(WorkflowDefinition definition) =>
        definition.Root.Container ?? (definition.Root.Type is "Elsa.Flowchart" or "Elsa.Sequence" ? Container.Empty : Container.Empty with { Activities = [definition.Root] });
}

public enum ChangeKind { Unchanged, Added, Removed, Changed }

/// <param name="Parts">What is different of a changed step, in the order of the file.</param>
public sealed record StepChange(string Id, ChangeKind Kind, Activity? Before, Activity? After, ImmutableArray<PartChange> Parts)
{
    /// <summary>As it is, or was when it was removed.</summary>
    public Activity Step => After ?? Before!;
}

/// <param name="Name">The property's name in the file.</param>
/// <param name="Before">Null: it was not there.</param>
public sealed record PartChange(StepPart Part, string Name, JsonElement? Before, JsonElement? After);

public enum StepPart
{
    /// <summary>An input, wherever the file keeps it: wrapped, plain, or in customProperties.</summary>
    Input,
    Output,
    Title,
    Type,

    /// <summary>Activities inside the step.</summary>
    Inside,

    /// <summary>Everything else that the file has of the step.</summary>
    Other,
}

public sealed record ConnectionChange(Connection Connection, ChangeKind Kind);

/// <summary>Something of the flow itself.</summary>
public sealed record ValueChange(FlowPart Part, string Name, ChangeKind Kind, JsonElement? Before, JsonElement? After);

public enum FlowPart { Name, Description, Variable, Input, Output, Outcomes, Option, Other }
