using System.Collections.Immutable;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>Every change an author can make, as a function from one definition to the next.</summary>
public static class FlowEdits
{
    public static WorkflowDefinition Add(WorkflowDefinition definition, Activity activity) => Inside(definition, c => c with { Activities = c.Activities.Add(activity) });

    /// <summary>Steps take their connections with them.</summary>
    public static WorkflowDefinition Remove(WorkflowDefinition definition, IReadOnlySet<string> steps, IReadOnlySet<string> connections) => Inside(definition, c => c with
    {
        Activities = c.Activities.RemoveAll(a => steps.Contains(a.Id)),
        Connections = c.Connections.RemoveAll(x => connections.Contains(x.Key) || steps.Contains(x.Source) || steps.Contains(x.Target)),
    });

    public static WorkflowDefinition Connect(WorkflowDefinition definition, string source, string port, string target)
    {
        var connection = new Connection(source, port, target);
        return Inside(definition, c => c.Connections.Any(x => x.Key == connection.Key) ? c : c with { Connections = c.Connections.Add(connection) });
    }

    /// <summary>The same connection with other ends: what a file says of it beside them stays.</summary>
    public static WorkflowDefinition Reconnect(WorkflowDefinition definition, string key, string source, string? port, string target) => Inside(definition, c =>
    {
        var index = c.Connections.ToList().FindIndex(x => x.Key == key);
        if (index < 0)
            return c;
        var moved = c.Connections[index] with { Source = source, SourcePort = port, Target = target };
        return c.Connections.Any(x => x.Key == moved.Key) ? c : c with { Connections = c.Connections.SetItem(index, moved) };
    });

    public static WorkflowDefinition Move(WorkflowDefinition definition, IReadOnlyDictionary<string, Point> places) =>
        Inside(definition, c => c with { Activities = [.. c.Activities.Select(a => places.TryGetValue(a.Id, out var place) ? StepPlaces.Write(a, place) : a)] });

    public static WorkflowDefinition Change(WorkflowDefinition definition, string id, Func<Activity, Activity> change) =>
        Inside(definition, c => c with { Activities = [.. c.Activities.Select(a => a.Id == id ? change(a) : a)] });

    /// <summary>A case or side got another label: its connections follow it instead of breaking.</summary>
    public static WorkflowDefinition RenamePort(WorkflowDefinition definition, string id, string from, string to) =>
        Inside(definition, c => c with { Connections = [.. c.Connections.Select(x => x.Source == id && x.SourcePort == from ? x with { SourcePort = to } : x)] });

    /// <summary>Puts a step into a connection: what led to the target now leads to the step, and on from its first outcome.</summary>
    public static WorkflowDefinition Insert(WorkflowDefinition definition, Activity activity, string connectionKey, string? onward) => Inside(definition, c =>
    {
        var index = c.Connections.ToList().FindIndex(x => x.Key == connectionKey);
        if (index < 0)
            return c with { Activities = c.Activities.Add(activity) };
        var old = c.Connections[index];
        var connections = c.Connections.SetItem(index, new Connection(old.Source, old.SourcePort, activity.Id));
        if (onward is not null)
            connections = connections.Insert(index + 1, new Connection(activity.Id, onward, old.Target, old.TargetPort));
        return c with { Activities = c.Activities.Add(activity), Connections = connections };
    });

    public static WorkflowDefinition Paste(WorkflowDefinition definition, Container pasted) => Inside(definition, c => c with
    {
        Activities = c.Activities.AddRange(pasted.Activities),
        Connections = c.Connections.AddRange(pasted.Connections),
    });

    public static WorkflowDefinition Rename(WorkflowDefinition definition, string name) => definition with { Name = name };

    public static WorkflowDefinition Describe(WorkflowDefinition definition, string description) => definition with { Description = description.Length == 0 ? null : description };

    /// <summary>Whatever is kept beside the variable in customProperties goes with it.</summary>
    public static WorkflowDefinition RemoveVariable(WorkflowDefinition definition, string id) =>
        definition.WithDescription(id, null) with { Variables = definition.Variables.RemoveAll(v => v.Id == id) };

    public static WorkflowDefinition WithVariables(WorkflowDefinition definition, ImmutableArray<Variable> variables) => definition with { Variables = variables };

    private static WorkflowDefinition Inside(WorkflowDefinition definition, Func<Container, Container> change)
    {
        var root = definition.Root;
        if (root.Container is { } container)
            return definition with { Root = root with { Container = change(container) } };
        if (root.Type == "Elsa.Flowchart")
            return definition with { Root = root with { Container = change(Container.Empty) } };
        // A single activity as root can be changed, but not be joined by others: Elsa keeps those in a flowchart.
        var alone = change(FlowDiagram.ContainerOf(definition));
        return alone.Activities is [var only] && alone.Connections.IsEmpty
            ? definition with { Root = only }
            : definition with { Root = new Activity { Id = StepIds.New(), Type = "Elsa.Flowchart", Name = "Flowchart1", Container = alone } };
    }
}
