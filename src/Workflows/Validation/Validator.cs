using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Workflows.Validation;

/// <summary>Finds an author's mistakes. Pure; the client runs it without ports while somebody draws, the server with them.</summary>
public sealed class Validator
{
    private readonly Func<Activity, ActivityDescriptor?> _describe;
    private readonly ValidatorPorts _ports;

    /// <param name="descriptors">The activity types that exist.</param>
    /// <param name="ports">What only the server can check: absent ones are left unchecked.</param>
    public Validator(IEnumerable<ActivityDescriptor> descriptors, ValidatorPorts? ports = null)
    {
        var types = descriptors.ToDictionary(d => d.Type, StringComparer.Ordinal);
        _ports = ports ?? new ValidatorPorts();
        // A flow that is used may be called otherwise by now; its id is what counts.
        _describe = activity => activity.UsedFlow is { } used && _ports.Flows is { } flows ? flows.Describe(used) : types.GetValueOrDefault(activity.Type);
    }

    /// <returns>Errors first, then in the order of the flow.</returns>
    public ImmutableArray<Problem> Validate(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var flow = new FlowGraph(definition, _describe);
        var problems = DefinitionChecks.Check(flow)
            .Concat(flow.Steps.Concat(flow.Nested).SelectMany(s => InputChecks.Check(flow, s, _ports)))
            .Concat(ConnectionChecks.Check(flow))
            .Concat(TriggerChecks.Check(flow, _ports.Cron))
            .Concat(EndpointChecks.Check(flow, _ports.Routes))
            .Concat(UsedFlowChecks.Check(flow, _ports.Flows))
            .Concat(LoopChecks.Check(flow))
            .Concat(JoinChecks.Check(flow));
        return [.. problems.OrderByDescending(p => p.Severity)];
    }
}
