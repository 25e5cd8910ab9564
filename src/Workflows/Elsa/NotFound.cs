using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>
/// A host that lacks a type stores Elsa.NotFoundActivity with the original as text and parks its connections in customProperties. Both are put back, as a host that has the
/// type would.
/// </summary>
internal static class NotFound
{
    public const string Type = "Elsa.NotFoundActivity";
    public const string ConnectionsKey = "notFoundConnections";

    private static readonly JsonElement None = JsonSerializer.SerializeToElement(Array.Empty<int>());

    public static Place? Unwrap(Place place)
    {
        if (place["originalActivityJson"] is not { IsNothing: false } at)
            return null;
        // A file inside a file inside a file is as deep as all of them together.
        using var document = ElsaJson.Parse(at.Text(), at.Path, ElsaJson.Deepest - at.Trail.Depth);
        return new Place(at.Trail, document.RootElement.Clone()).Object();
    }

    public static Activity MergeConnections(Activity activity, Container container, Place parked)
    {
        var known = container.Connections.Select(c => c.Key).ToHashSet();
        var missing = parked.Items().Select(ContainerReader.ReadConnection).Where(c => known.Add(c.Key)).ToList();
        return activity with
        {
            Container = container with { Connections = [.. container.Connections, .. missing] },
            CustomProperties = activity.CustomProperties.SetItem(ConnectionsKey, None),
        };
    }
}
