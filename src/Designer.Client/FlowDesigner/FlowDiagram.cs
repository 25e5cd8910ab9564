using System.Collections.Immutable;
using Designer.Client.Canvas;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>
/// Keeps a diagram equal to a definition: cards that stay keep their identity, so that only what changed renders.
/// </summary>
public sealed class FlowDiagram(ActivityWords words)
{
    public Diagram Diagram { get; } = new();

    /// <summary>A flow whose root is not a flowchart (a sequence, a single activity) shows its steps; only flowcharts have connections to draw.</summary>
    public static Container ContainerOf(WorkflowDefinition definition) =>
        definition.Root.Container ?? (definition.Root.Type is "Elsa.Flowchart" or "Elsa.Sequence" ? Container.Empty : Container.Empty with { Activities = [definition.Root] });

    public void Show(WorkflowDefinition definition, StepCatalog catalog, Func<Activity, NodeFace> face)
    {
        var container = ContainerOf(definition);
        var places = StepPlaces.Of(container, catalog);
        var structured = RemoveGone(container);
        var (leaving, reached) = (container.Connections.ToLookup(c => c.Source), container.Connections.Select(c => c.Target).ToHashSet());
        foreach (var activity in container.Activities)
        {
            var node = Diagram.Find(activity.Id);
            if (node is null)
            {
                node = new Node(activity.Id);
                Diagram.Add(node);
                structured = true;
            }
            var type = catalog.Find(activity.Type);
            // A trigger begins a flow; it has a way in only where a file already leads there.
            node.Shape(type is not { IsTrigger: true } || reached.Contains(activity.Id), PortsOf(activity, type, leaving[activity.Id]));
            structured |= node.Place(places[activity.Id]);
            node.Show(face(activity));
        }
        structured |= AddLinks(container);
        foreach (var link in Diagram.Links)
            link.Settle();
        if (structured)
            Diagram.Restructure();
    }

    private bool RemoveGone(Container container)
    {
        var ids = container.Activities.Select(a => a.Id).ToHashSet();
        var keys = container.Connections.Select(c => c.Key).ToHashSet();
        var links = Diagram.Links.Where(l => !keys.Contains(l.Key) || !ids.Contains(l.Source.Id) || !ids.Contains(l.Target.Id)).ToList();
        var nodes = Diagram.Nodes.Where(n => !ids.Contains(n.Id)).ToList();
        links.ForEach(Diagram.Remove);
        nodes.ForEach(Diagram.Remove);
        return links.Count + nodes.Count > 0;
    }

    private bool AddLinks(Container container)
    {
        var added = false;
        foreach (var connection in container.Connections)
        {
            if (Diagram.FindLink(connection.Key) is not null || Diagram.Find(connection.Source) is not { } source || Diagram.Find(connection.Target) is not { } target)
                continue;
            Diagram.Add(new Link(connection.Key, source, connection.SourcePort, target));
            added = true;
        }
        return added;
    }

    private ImmutableArray<Port> PortsOf(Activity activity, ActivityDescriptor? descriptor, IEnumerable<Connection> leaving)
    {
        var own = StepPorts.Of(activity, descriptor);
        var strangers = leaving.Where(c => !own.Contains(c.SourcePort ?? "")).Select(c => c.SourcePort ?? "").Distinct();
        // Of an unknown type we cannot say that an outcome does not exist.
        return [.. own.Select(name => new Port(name, words.Outcome(descriptor, name))), .. strangers.Select(name => new Port(name, name.Length == 0 ? "?" : name, descriptor is null && name.Length > 0))];
    }
}
