using System.Collections.Concurrent;
using Activities;
using Activities.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;

namespace Designer.Server.Runs;

/// <summary>A definition ready to run.</summary>
public sealed record RunFlow(WorkflowDefinition Definition, FlowPlan Plan, IReadOnlyDictionary<string, Activity> Activities)
{
    /// <summary>Variable id to name.</summary>
    public IReadOnlyDictionary<string, string> VariableNames { get; } =
        Definition.Variables.Concat(Definition.Root.Container?.Variables ?? []).DistinctBy(v => v.Id).ToDictionary(v => v.Id, v => v.Name);
}

/// <summary>Compiles each snapshot once, however many runs run it.</summary>
public sealed class RunFlows(IRunStore store, ActivityCatalog catalog)
{
    private const int Kept = 256;
    private readonly ConcurrentDictionary<(string Snapshot, string? Trigger), RunFlow> _flows = new();

    public async Task<RunFlow> GetAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (_flows.TryGetValue((run.Snapshot, run.Trigger), out var flow))
            return flow;
        flow = Compile(ElsaJson.Read(await store.DefinitionAsync(run.Snapshot, cancellationToken)), run.Trigger);
        if (_flows.Count >= Kept)
            _flows.Clear();
        return _flows[(run.Snapshot, run.Trigger)] = flow;
    }

    /// <exception cref="FlowPlanException">The definition cannot run; the message names the activity.</exception>
    public RunFlow Compile(WorkflowDefinition definition, string? trigger)
    {
        var plan = FlowPlan.Compile(definition, type => catalog.Find(type)?.Descriptor, trigger);
        var inside = definition.Root.Container is { } container ? container.Activities : [definition.Root];
        return new RunFlow(definition, plan, plan.Ordinary?.Steps.ToDictionary(s => s.Key, s => s.Activity) ?? inside.ToDictionary(a => a.Id));
    }
}
