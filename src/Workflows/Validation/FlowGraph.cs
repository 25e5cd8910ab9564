using System.Collections.Immutable;
using Workflows.Definitions;
using Workflows.Descriptors;
using Workflows.Running;
using Workflows.Running.Ordinary;

namespace Workflows.Validation;

/// <summary>A flow as the checks see it: steps by number, connections between steps that exist. Built once, in time linear in the flow.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, Step> _byId = [];

    public FlowGraph(WorkflowDefinition definition, Func<Activity, ActivityDescriptor?> describe)
    {
        Definition = definition;
        var inside = definition.Root.Container?.Activities ?? [definition.Root];
        Steps = [.. inside.Select((a, i) => new Step(i, a, describe(a)))];
        foreach (var step in Steps)
            _byId.TryAdd(step.Id, step);
        IsSequence = definition.Root.Type == "Elsa.Sequence";
        Connections = IsSequence
            ? [.. Steps.Zip(Steps.Skip(1), (a, b) => new Edge(a, b, new Connection(a.Id, null, b.Id)))]
            : [.. (definition.Root.Container?.Connections ?? []).Select(Resolve).OfType<Edge>()];
        Outgoing = Connections.ToLookup(c => c.Source.Index);
        Incoming = Connections.ToLookup(c => c.Target.Index);
        IsAudience = FlowPlan.IsAudienceFlow(Steps.Select(s => s.Descriptor));
        Nested = [.. Steps.SelectMany(s => EmbeddedActivities.Inside(s.Activity)).Select((n, i) => new Step(Steps.Length + i, n, describe(n)))];
        Starts = FindStarts();
        Reachable = FindReachable();
    }

    public WorkflowDefinition Definition { get; }
    public ImmutableArray<Step> Steps { get; }
    public bool IsSequence { get; }

    /// <summary>Whatever is inside the steps, at every depth.</summary>
    public ImmutableArray<Step> Nested { get; }

    /// <summary>Those that a run can follow: both ends exist and the source has a port.</summary>
    public ImmutableArray<Edge> Connections { get; }

    public ILookup<int, Edge> Outgoing { get; }
    public ILookup<int, Edge> Incoming { get; }

    /// <summary>Sets of contacts travel in it.</summary>
    public bool IsAudience { get; }

    /// <summary>Every trigger that can start the flow, else the one activity with which Elsa would begin.</summary>
    public ImmutableArray<Step> Starts { get; }

    /// <summary>By the step's number.</summary>
    public bool[] Reachable { get; }

    public Step? Find(string id) => _byId.GetValueOrDefault(id);

    private Edge? Resolve(Connection connection) =>
        connection.SourcePort is not null && Find(connection.Source) is { } source && Find(connection.Target) is { } target ? new Edge(source, target, connection) : null;

    private ImmutableArray<Step> FindStarts()
    {
        if (Steps.IsEmpty)
            return [];
        var triggers = Steps.Where(s => s.CanStart || s.Activity.Type == "Elsa.Start").ToImmutableArray();
        return triggers.IsEmpty ? [Steps.FirstOrDefault(s => !Incoming.Contains(s.Index)) ?? Steps[0]] : triggers;
    }

    private bool[] FindReachable()
    {
        var reachable = new bool[Steps.Length];
        var next = new Stack<int>(Starts.Select(s => s.Index));
        while (next.TryPop(out var index))
        {
            if (reachable[index])
                continue;
            reachable[index] = true;
            foreach (var edge in Outgoing[index])
                next.Push(edge.Target.Index);
        }

        return reachable;
    }
}

internal sealed record Edge(Step Source, Step Target, Connection Connection);
