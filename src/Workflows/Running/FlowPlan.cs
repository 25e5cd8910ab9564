using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Running.Ordinary;

namespace Workflows.Running;

/// <summary>A definition compiled for one run: who follows whom, seen from the activity at which this run starts.</summary>
public sealed class FlowPlan
{
    private readonly ImmutableDictionary<string, PlanNode> _nodes;

    internal FlowPlan(string start, ImmutableArray<PlanNode> nodes, int mostVisits, OrdinaryPlan? ordinary = null)
    {
        Start = start;
        Ordinary = ordinary;
        Nodes = nodes;
        MostVisits = mostVisits;
        _nodes = nodes.ToImmutableDictionary(n => n.Id);
    }

    public string Start { get; }

    /// <summary>A loop that goes round more often than this breaks the run: nothing in it waits for anything.</summary>
    public int MostVisits { get; }

    /// <summary>Set where one token travels, with Elsa's semantics; null where sets of contacts do.</summary>
    public OrdinaryPlan? Ordinary { get; }

    public bool IsAudience => Ordinary is null;

    /// <summary>In the file's order.</summary>
    public ImmutableArray<PlanNode> Nodes { get; }

    public PlanNode Node(string id) => _nodes[id];

    public bool Has(string id) => _nodes.ContainsKey(id);

    /// <param name="describe">The descriptor of an activity type, or null when nobody knows it.</param>
    /// <param name="trigger">The trigger that fired; null: the one Elsa would start with.</param>
    /// <exception cref="FlowPlanException">The definition cannot run; the message names the activity.</exception>
    public static FlowPlan Compile(WorkflowDefinition definition, Func<string, ActivityDescriptor?> describe, string? trigger = null, int mostVisits = 1000) =>
        new FlowPlanCompiler(definition, describe).Compile(trigger, mostVisits);

    /// <summary>Sets of contacts travel where some activity of ours works on each of them; Elsa's own (a join) do so only in such a flow.</summary>
    public static bool IsAudienceFlow(IEnumerable<ActivityDescriptor?> descriptors) => descriptors.Any(IsAudienceStep);

    /// <summary>It works on contacts one by one, so it needs an audience.</summary>
    public static bool IsAudienceStep(ActivityDescriptor? descriptor) =>
        descriptor is { Grain: Grain.PerContact } && !descriptor.Type.StartsWith("Elsa.", StringComparison.Ordinal);
}

public sealed class FlowPlanException(string message) : Exception(message);
