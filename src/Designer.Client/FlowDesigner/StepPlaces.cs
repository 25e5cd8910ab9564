using System.Text.Json;
using System.Text.Json.Nodes;
using Designer.Client.Canvas;
using Workflows.Definitions;
using Workflows.Descriptors;

namespace Designer.Client.FlowDesigner;

/// <summary>Where steps stand: metadata.designer.position, as Elsa Studio writes it; a layered layout for those that have none.</summary>
public static class StepPlaces
{
    public static Point? Read(Activity activity)
    {
        if (!activity.Metadata.TryGetValue("designer", out var designer) || designer.ValueKind != JsonValueKind.Object
            || !designer.TryGetProperty("position", out var position) || position.ValueKind != JsonValueKind.Object)
            return null;
        return position.TryGetProperty("x", out var x) && position.TryGetProperty("y", out var y) && x.TryGetDouble(out var left) && y.TryGetDouble(out var top) ? new Point(left, top) : null;
    }

    public static Activity Write(Activity activity, Point place)
    {
        var designer = activity.Metadata.TryGetValue("designer", out var known) && known.ValueKind == JsonValueKind.Object ? JsonNode.Parse(known.GetRawText())!.AsObject() : [];
        designer["position"] = new JsonObject { ["x"] = place.X, ["y"] = place.Y };
        return activity with { Metadata = activity.Metadata.SetItem("designer", JsonSerializer.SerializeToElement(designer)) };
    }

    /// <summary>Every step's place. When any step has none, or several stand on one spot, all are laid out anew: half a layout reads worse than none.</summary>
    public static IReadOnlyDictionary<string, Point> Of(Container container, StepCatalog catalog)
    {
        var known = container.Activities.Select(a => (a.Id, Place: Read(a))).ToList();
        if (known.All(k => k.Place is not null) && known.Select(k => k.Place).Distinct().Count() == known.Count)
            return known.ToDictionary(k => k.Id, k => k.Place!.Value);
        return Arrange(container, catalog);
    }

    public static IReadOnlyDictionary<string, Point> Arrange(Container container, StepCatalog catalog) =>
        LayeredLayout.Arrange([.. container.Activities.Select(a => (a.Id, Node.CardWidth, Height(a, catalog.Find(a.Type))))], container.Connections.Select(c => (c.Source, c.Target)));

    private static double Height(Activity activity, ActivityDescriptor? descriptor)
    {
        var node = new Node(activity.Id);
        node.Shape(true, [.. StepPorts.Of(activity, descriptor).Select(p => new Port(p, p))]);
        return node.Height;
    }
}
