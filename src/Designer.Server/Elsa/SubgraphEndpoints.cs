using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Elsa;

/// <summary>A part of a definition's tree of activities, as Elsa Studio asks for it when somebody opens a container inside a container.</summary>
internal static class SubgraphEndpoints
{
    public static void MapElsaSubgraphs(this IEndpointRouteBuilder elsa)
    {
        elsa.MapGet("/workflow-definitions/subgraph/{id}", async (string id, string? parentNodeId, DefinitionVersions versions, CancellationToken ct) =>
        {
            var root = Root(await versions.GetByIdAsync(id, ct));
            return ElsaWire.Json(parentNodeId is null ? root : Find(root, parentNodeId)?[^1] ?? root);
        });
        elsa.MapGet("/workflow-definitions/subgraph/segments/{id}", SegmentsAsync);
    }

    private static async Task<Results<JsonHttpResult<Segments>, NotFound>> SegmentsAsync(string id, string childNodeId, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        if (Find(Root(await versions.GetByIdAsync(id, cancellationToken)), childNodeId) is not { Count: > 1 } path)
            return TypedResults.NotFound();
        // Flowcharts are the ground that one stands on; the steps between them are the way.
        var steps = path.Select((node, i) => (Node: node, Next: i + 1 < path.Count ? path[i + 1] : null)).SkipLast(1).Where(s => s.Node.Type is not ("Elsa.Workflow" or "Elsa.Flowchart")).ToList();
        var segments = steps.Select(s => new Segment(s.Node.NodeId, s.Node.Id, s.Node.Type, s.Next!.Port, s.Node.Name ?? s.Node.Type)).ToList();
        return ElsaWire.Json(new Segments(path[^1], steps.Count > 0 ? steps[^1].Node : path[0], segments));
    }

    private static Node Root(WorkflowDefinition definition)
    {
        var root = JsonObject.Create(ElsaJson.WriteElement(definition))!["root"]!.AsObject();
        return Of(definition.Root, "Root", root);
    }

    private static Node Of(Activity activity, string port, JsonObject written)
    {
        var byId = activity.Container is null ? [] : written["activities"]!.AsArray().ToDictionary(a => a!["id"]!.GetValue<string>(), a => a!.AsObject());
        var children = ActivityTree.Inside(activity).Select(inner => Of(inner.Activity, inner.Port, inner.Port == "activities" ? byId[inner.Activity.Id] : written[inner.Port]!.AsObject()));
        return new Node(written["nodeId"]!.GetValue<string>(), port, written, [.. children]) { Id = activity.Id, Type = activity.Type, Name = activity.Name };
    }

    /// <returns>The way from the root to the node, both included.</returns>
    private static List<Node>? Find(Node from, string nodeId)
    {
        if (from.NodeId == nodeId)
            return [from];
        return from.Children.Select(child => Find(child, nodeId)).FirstOrDefault(way => way is not null) is { } found ? [from, .. found] : null;
    }

    internal sealed record Node(string NodeId, string Port, JsonObject Activity, IReadOnlyList<Node> Children)
    {
        internal required string Id { get; init; }
        internal required string Type { get; init; }
        internal string? Name { get; init; }
    }

    internal sealed record Segments(Node ChildNode, Node Container, IReadOnlyList<Segment> PathSegments);

    internal sealed record Segment(string ActivityNodeId, string ActivityId, string ActivityType, string PortName, string ActivityName);
}
