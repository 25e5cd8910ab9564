using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Running.Ordinary;

/// <summary>How the engine treats a step. A leaf is an activity that acts; everything else is the engine's own.</summary>
public enum StepKind { Leaf, Unknown, Flowchart, Sequence, If, Switch, While, For, ForEach, ParallelForEach, Start, JoinAll, JoinAllActive, JoinAny, End, Complete, Finish, Break }

/// <summary>An activity of a compiled ordinary flow, at whatever depth.</summary>
public sealed class PlanStep
{
    /// <summary>Its place in the document, containers before what is inside them.</summary>
    public required int Index { get; init; }

    /// <summary>The activity's id; where a container inside another repeats one, the path of ids that leads there.</summary>
    public required string Key { get; init; }

    public required Activity Activity { get; init; }

    public required StepKind Kind { get; init; }

    public ActivityDescriptor? Descriptor { get; init; }

    public PlanStep? Parent { get; init; }

    /// <summary>Its place among the children of its container.</summary>
    public int Place { get; init; }

    /// <summary>The trigger by which runs begin: it has fired already, and is passed.</summary>
    public bool HasFired { get; internal set; }

    /// <summary>Of a flowchart or a sequence, in the file's order.</summary>
    public ImmutableArray<PlanStep> Children { get; internal set; } = [];

    /// <summary>By port: then, else, body, a case's label, a status code.</summary>
    public ImmutableDictionary<string, PlanStep> Bodies { get; internal set; } = ImmutableDictionary<string, PlanStep>.Empty;

    public FlowchartGraph? Graph { get; internal set; }

    /// <summary>What it follows: names what declares variables for those inside.</summary>
    public ImmutableArray<Variable> Variables => Activity.Container?.Variables ?? [];

    /// <summary>Its inputs have to be evaluated before the engine can go on.</summary>
    public bool NeedsInputs => Kind is StepKind.Leaf or StepKind.If or StepKind.Switch or StepKind.While or StepKind.For or StepKind.ForEach or StepKind.ParallelForEach or StepKind.Complete;

    public bool IsLoop => Kind is StepKind.While or StepKind.For or StepKind.ForEach or StepKind.ParallelForEach;

    /// <summary>Nothing follows it in its flowchart or sequence.</summary>
    public bool IsTerminal => Kind is StepKind.End or StepKind.Complete or StepKind.Finish or StepKind.Break;

    public override string ToString() => $"{Key} ({Activity.Type})";
}

/// <summary>A case of Switch: its body hangs at the port of its label.</summary>
public sealed record SwitchCase(string Label, Expression? Condition);
