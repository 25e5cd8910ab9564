using System.Text.Json;
using Workflows.Definitions;

namespace Workflows.Elsa;

/// <summary>The inside of a flowchart or a sequence.</summary>
internal static class ContainerReader
{
    public static bool IsContainer(Place place, string type) => type is "Elsa.Flowchart" or "Elsa.Sequence" || place["activities"].Value.ValueKind == JsonValueKind.Array;

    public static Container Read(Place place)
    {
        var activities = new List<Activity>();
        var (ids, numbers) = (new HashSet<string>(), new Dictionary<string, int>());
        var isConnected = place["connections"].Items().Any();
        foreach (var item in place["activities"].Items())
        {
            // Elsa rejects this too; a made-up id would cut the connections that lead there.
            if (isConnected && item["id"].IsNothing && item.Value.ValueKind == JsonValueKind.Object && item["type"].Value.ValueKind == JsonValueKind.String && item["type"].Text() != NotFound.Type)
                throw item["id"].Wrong("an id, because connections name activities by it");
            var activity = ActivityReader.Read(item, FreeId(ids, numbers, item));
            // Elsa rejects this too (with a bare ArgumentException): connections could not say which one they mean.
            if (!ids.Add(activity.Id))
                throw new ElsaJsonException($"{item.Path}.id is '{activity.Id}', but an activity before it in the same flowchart has that id.");
            activities.Add(activity);
        }

        return new Container([.. activities], [.. place["connections"].Items().Select(ReadConnection)], [.. place["variables"].Items().Select(DefinitionReader.ReadVariable)]);
    }

    public static Connection ReadConnection(Place place)
    {
        place.Trail.Budget.Count(place.Trail);
        var (source, target) = (place.Object()["source"], place["target"]);
        var isFlat = source.Value.ValueKind == JsonValueKind.String;
        var unknown = place.Others(["source", "target", "sourcePort", "targetPort", "vertices"]);
        var vertices = place["vertices"].Items().Select(v => new Point(v.Object()["x"].Number(), v["y"].Number()));
        return isFlat
            ? new Connection(source.Text(), place["sourcePort"].OptionalText(), target.Text(), place["targetPort"].OptionalText() ?? "In") { Vertices = [.. vertices], Unknown = unknown }
            : new Connection(source.Object()["activity"].Text(), source["port"].OptionalText(), target.Object()["activity"].Text(), target["port"].OptionalText() ?? "In") { Vertices = [.. vertices], Unknown = unknown };
    }

    /// <summary>Studio's style: "WriteLine1".</summary>
    private static string FreeId(HashSet<string> ids, Dictionary<string, int> numbers, Place item)
    {
        var type = item["type"].Value.ValueKind == JsonValueKind.String ? item["type"].Text() : "Activity";
        var name = type[(type.LastIndexOf('.') + 1)..];
        for (var number = numbers.GetValueOrDefault(name) + 1; ; number++)
        {
            var id = $"{name}{number}";
            if (ids.Contains(id))
                continue;
            // Whether or not this one is used: the next is looked for behind it, so that a long list is not looked through again for each of its items.
            numbers[name] = number - 1;
            return id;
        }
    }
}
