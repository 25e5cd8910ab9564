using System.Collections.Frozen;
using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Running.Ordinary;

/// <summary>A definition compiled for runs of one token: Elsa's tree of activities, each flowchart with its connections by number.</summary>
public sealed class OrdinaryPlan
{
    private readonly FrozenDictionary<string, PlanStep> _steps;

    internal OrdinaryPlan(WorkflowDefinition definition, ImmutableArray<PlanStep> steps, int mostSteps)
    {
        (Definition, Steps, MostSteps) = (definition, steps, mostSteps);
        _steps = steps.ToFrozenDictionary(s => s.Key, StringComparer.Ordinal);
        ContinuesWithIncidents = definition.GoesOnPastFaults();
        KeepsOutputs = steps.Any(s => ReadsOutputs(s.Activity));
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>The root first; a container before what is inside it.</summary>
    public ImmutableArray<PlanStep> Steps { get; }

    public PlanStep Root => Steps[0];

    /// <summary>After a fault the rest goes on; else the run ends when nothing is queued any more.</summary>
    public bool ContinuesWithIncidents { get; }

    /// <summary>Some script asks for the outputs of activities; else they are not kept with the run.</summary>
    public bool KeepsOutputs { get; }

    /// <summary>Activities that a run may run without waiting for anything in between; more is a loop that never ends.</summary>
    public int MostSteps { get; }

    public PlanStep Step(string key) => _steps[key];

    public PlanStep? Find(string key) => _steps.GetValueOrDefault(key);

    /// <param name="describe">The descriptor of an activity type, or null when nobody knows it: such an activity faults when it is reached.</param>
    /// <param name="trigger">The id of the activity of the outermost flowchart at which the run starts; null: the one Elsa would start with.</param>
    /// <exception cref="FlowPlanException">The definition cannot run; the message names the activity.</exception>
    public static OrdinaryPlan Compile(WorkflowDefinition definition, Func<string, ActivityDescriptor?> describe, string? trigger = null, int mostSteps = 100_000) =>
        new OrdinaryPlanCompiler(definition, describe).Compile(trigger, mostSteps);

    private static bool ReadsOutputs(Activity activity) =>
        activity.Inputs.Values.Any(i => i.Expression is { Value.ValueKind: System.Text.Json.JsonValueKind.String } e && Asks(e.Value.Value.GetString()!))
        || activity.Properties.Values.Any(p => p.ValueKind == System.Text.Json.JsonValueKind.Array && Asks(p.GetRawText()));

    /// <summary>getOutputFrom, getCountFromSegment1, getLastResult.</summary>
    private static bool Asks(string text) => text.Contains("From", StringComparison.Ordinal) || text.Contains("getLastResult", StringComparison.Ordinal);
}
