using Designer.Client.Canvas;
using Workflows.Definitions;

namespace Designer.Client.FlowDesigner.Editing;

/// <summary>Makes room for a step that is put into a connection: what follows to the right moves on, and nothing else.</summary>
public static class StepRoom
{
    private const double Gap = 96;

    /// <returns>Where the step goes, and who moves where.</returns>
    public static (Point At, IReadOnlyDictionary<string, Point> Moved) Between(Diagram diagram, Link link)
    {
        var (source, target) = (link.Source, link.Target);
        if (target.Position.X < source.Position.X + Node.CardWidth)
        {
            // A way back has no room to make: the step stands on its curve.
            return (diagram.Grid.Snap(new Point(link.Middle.X - Node.CardWidth / 2, link.Middle.Y - Node.HeaderHeight / 2)), new Dictionary<string, Point>());
        }
        var free = target.Position.X - source.Position.X - Node.CardWidth;
        var missing = Math.Max(0, Node.CardWidth + 2 * Gap - free);
        var x = missing > 0 ? source.Position.X + Node.CardWidth + Gap : link.Middle.X - Node.CardWidth / 2;
        var moved = missing == 0 ? [] : Following(diagram, target).ToDictionary(n => n.Id, n => diagram.Grid.Snap(new Point(n.Position.X + missing, n.Position.Y)));
        return (diagram.Grid.Snap(new Point(x, link.Middle.Y - Node.HeaderHeight / 2)), moved);
    }

    /// <summary>The step and all that it leads to, as far as they stand right of it.</summary>
    private static HashSet<Node> Following(Diagram diagram, Node first)
    {
        var onward = diagram.Links.ToLookup(l => l.Source, l => l.Target);
        var (found, next) = (new HashSet<Node> { first }, new Queue<Node>([first]));
        while (next.TryDequeue(out var node))
        {
            foreach (var target in onward[node].Where(t => t.Position.X > first.Position.X && found.Add(t)))
                next.Enqueue(target);
        }
        return found;
    }
}
