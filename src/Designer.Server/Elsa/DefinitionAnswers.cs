using System.Text.Json.Nodes;
using Activities.Documents;
using Designer.Server.Flows;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Elsa;

/// <summary>Flows as Elsa's interface shows them: the whole model, and the row of its list.</summary>
internal static class DefinitionAnswers
{
    public static JsonObject Model(WorkflowDefinition definition)
    {
        var model = JsonObject.Create(ElsaJson.WriteElement(definition))!;
        model.Remove("$schema");
        model["links"] = new JsonArray([.. DefinitionLinks.Of(definition.DefinitionId).Select(l => (JsonNode)new JsonObject { ["href"] = l.Href, ["rel"] = l.Rel, ["method"] = l.Method })]);
        // Studio's editor binds these without asking whether they are there.
        model.TryAdd("isReadonly", false);
        model.TryAdd("isSystem", false);
        model["options"]!.AsObject().TryAdd("autoUpdateConsumingWorkflows", false);
        return model;
    }

    public static async Task<DefinitionSummary> SummaryAsync(Stored<StoredFlow> stored, int version, FlowStore flows, CancellationToken cancellationToken)
    {
        var flow = stored.Document;
        var (name, description) = (flow.Name, flow.Description);
        if (version != flow.Version)
        {
            var older = await flows.VersionAsync(stored.Id, version, cancellationToken);
            (name, description) = (older.Name, older.Description);
        }
        return new DefinitionSummary(DefinitionVersions.Id(stored.Id, version), stored.Id, name, description, version, version == flow.Version, version == flow.PublishedVersion, DefinitionVersions.SavedAt(stored, version))
        {
            Links = DefinitionLinks.Of(stored.Id),
        };
    }
}

/// <summary>A row of GET /workflow-definitions.</summary>
internal sealed record DefinitionSummary(string Id, string DefinitionId, string Name, string? Description, int Version, bool IsLatest, bool IsPublished, DateTimeOffset CreatedAt)
{
    public required IReadOnlyList<ElsaLink> Links { get; init; }
    public string ToolVersion { get; } = ElsaVersion.Tool;
    public string MaterializerName { get; } = "Json";
    public bool IsMaterializerAvailable { get; } = true;
    public bool IsReadonly { get; }
}
