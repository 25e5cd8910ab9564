using Designer.Client.Canvas;
using Workflows.Definitions;
using Workflows.Differences;

namespace Designer.Client.FlowDesigner.History;

/// <summary>Two versions on one canvas: the newer one as it stands, with what it has no more where it stood, moved aside only where a card stands there now.</summary>
public static class ComparedFlow
{
    public static WorkflowDefinition Of(WorkflowDefinition before, WorkflowDefinition after, FlowDiff diff, StepCatalog catalog)
    {
        var (old, now) = (FlowDiagram.ContainerOf(before), FlowDiagram.ContainerOf(after));
        var places = StepPlaces.Of(now, catalog).ToDictionary(p => p.Key, p => p.Value);
        var gone = diff.Steps.Where(s => s.Kind == ChangeKind.Removed && !places.ContainsKey(s.Id)).Select(s => s.Step).ToList();
        var stood = StepPlaces.Of(old, catalog);
        foreach (var step in gone)
            places[step.Id] = Free(stood[step.Id], places.Values);
        var steps = now.Activities.Concat(gone).Select(a => StepPlaces.Write(a, places[a.Id]));
        var links = diff.Connections.Select(c => c.Connection);
        return after with { Root = new Activity { Id = "compared", Type = "Elsa.Flowchart", Container = new Container([.. steps], [.. links], []) } };
    }

    private static Point Free(Point wanted, IReadOnlyCollection<Point> taken)
    {
        while (taken.Any(t => new Bounds(t.X, t.Y, Node.CardWidth, Node.HeaderHeight).Inflate(Node.RowHeight / 2).Intersects(new Bounds(wanted.X, wanted.Y, Node.CardWidth, Node.HeaderHeight))))
            wanted = new Point(wanted.X, wanted.Y + Node.HeaderHeight + Node.RowHeight);
        return wanted;
    }
}
