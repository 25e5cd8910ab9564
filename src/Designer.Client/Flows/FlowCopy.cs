using System.Text.Json;
using System.Text.Json.Nodes;

namespace Designer.Client.Flows;

/// <summary>Definitions to begin with: an empty canvas, or the twin of another flow.</summary>
public static class FlowCopy
{
    public static JsonElement Empty(string name) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["name"] = name,
        ["root"] = new JsonObject { ["id"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(), ["connections"] = new JsonArray() },
    });

    /// <summary>The same flow without what makes it that one: the server gives new ids.</summary>
    public static JsonElement Of(JsonElement definition, string name)
    {
        var copy = JsonObject.Create(definition)!;
        foreach (var own in new[] { "id", "definitionId", "version", "isPublished", "isLatest", "createdAt" })
            copy.Remove(own);
        copy["name"] = name;
        return JsonSerializer.SerializeToElement(copy);
    }
}
