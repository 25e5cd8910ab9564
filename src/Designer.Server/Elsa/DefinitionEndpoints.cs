using System.Text.Json;
using System.Text.Json.Nodes;
using Designer.Server.Flows;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Definitions;
using Workflows.Elsa;

namespace Designer.Server.Elsa;

/// <summary>Reading and saving: what Elsa Studio's list and editor call.</summary>
internal static class DefinitionEndpoints
{
    public static void MapElsaDefinitions(this IEndpointRouteBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions");
        definitions.MapGet("", ([AsParameters] DefinitionListing listing, FlowStore flows, CancellationToken ct) => listing.ListAsync(flows, ct));
        definitions.MapPost("", SaveAsync).Accepts<SaveDefinition>("application/json");
        definitions.MapGet("/by-definition-id/{definitionId}", async (string definitionId, string? versionOptions, DefinitionVersions versions, CancellationToken ct) =>
            ElsaWire.Json(DefinitionAnswers.Model(await versions.GetAsync(definitionId, versionOptions, ct))));
        definitions.MapGet("/by-id/{id}", async (string id, DefinitionVersions versions, CancellationToken ct) => ElsaWire.Json(DefinitionAnswers.Model(await versions.GetByIdAsync(id, ct))));
        definitions.MapGet("/many-by-id", ManyAsync);
        definitions.MapGet("/query/count", async (FlowStore flows, CancellationToken ct) => ElsaWire.Json(new DefinitionCount((await flows.ListAsync(ct)).Count)));
        definitions.MapGet("/validation/is-name-unique", async (string name, string? definitionId, FlowStore flows, CancellationToken ct) =>
            ElsaWire.Json(new NameAnswer(!(await flows.ListAsync(ct)).Any(f => f.Id != definitionId && string.Equals(f.Document.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)))));
        definitions.MapDelete("/{definitionId}", async (string definitionId, FlowStore flows, CancellationToken ct) =>
        {
            await flows.DeleteAsync(definitionId, ct);
            return TypedResults.NoContent();
        });
        elsa.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", DeleteManyAsync);
        elsa.MapDelete("/workflow-definition-versions/{id}", async (string id, FlowStore flows, CancellationToken ct) =>
        {
            var (definitionId, version) = DefinitionVersions.Split(id);
            await flows.DeleteVersionAsync(definitionId, version, ct);
            return TypedResults.NoContent();
        });
        elsa.MapPost("/bulk-actions/delete/workflow-definitions/by-id", DeleteVersionsAsync);
    }

    private static async Task<Results<JsonHttpResult<SavedDefinition>, ProblemHttpResult>> SaveAsync(HttpRequest http, FlowStore flows, DefinitionPublishing publishing, CancellationToken cancellationToken)
    {
        var request = await ElsaWire.BodyAsync<SaveDefinition>(http, cancellationToken);
        if (request.Model.ValueKind != JsonValueKind.Object)
            throw new BadHttpRequestException("The request has no model: {\"model\": {…}, \"publish\": false} is expected.");
        var definition = WithoutNulls(ElsaJson.Read(request.Model));
        var author = http.HttpContext.User.Identity?.Name;
        var isNew = definition.DefinitionId.Length == 0 || (await flows.ListAsync(cancellationToken)).All(f => f.Id != definition.DefinitionId);
        // Elsa knows no revisions, so its clients send none; those that do are held to it.
        var stored = isNew ? await flows.CreateAsync(definition, author, cancellationToken) : await flows.SaveAsync(definition.DefinitionId, definition, IfMatch.Revision(http), author, cancellationToken);
        if (request.Publish == true)
            return await publishing.PublishAsync(stored.Id, author, cancellationToken);
        return ElsaWire.Json(SavedDefinition.Of(FlowStore.Definition(stored)), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Studio sends its whole model: options that nobody chose, and the links of our own answer. Neither is the author's.</summary>
    private static WorkflowDefinition WithoutNulls(WorkflowDefinition definition) => definition with
    {
        Options = definition.Options.RemoveRange(definition.Options.Where(o => o.Value.ValueKind == JsonValueKind.Null).Select(o => o.Key)),
        Unknown = definition.Unknown.Remove("links").RemoveRange(definition.Unknown.Where(u => u.Value.ValueKind is JsonValueKind.Null or JsonValueKind.False).Select(u => u.Key)),
    };

    private static async Task<JsonHttpResult<ElsaList<JsonObject>>> ManyAsync(string[] ids, DefinitionVersions versions, FlowStore flows, CancellationToken cancellationToken)
    {
        var known = (await flows.ListAsync(cancellationToken)).SelectMany(f => f.Document.Versions.Select(v => DefinitionVersions.Id(f.Id, v.Version))).ToHashSet();
        var models = new List<JsonObject>();
        foreach (var id in ids.Where(known.Contains))
            models.Add(DefinitionAnswers.Model(await versions.GetByIdAsync(id, cancellationToken)));
        return ElsaWire.Json(new ElsaList<JsonObject>(models));
    }

    private static async Task<JsonHttpResult<Deleted>> DeleteManyAsync(DefinitionIds request, FlowStore flows, CancellationToken cancellationToken)
    {
        var known = (await flows.ListAsync(cancellationToken)).Select(f => f.Id).Intersect(request.Ids).ToList();
        foreach (var id in known)
            await flows.DeleteAsync(id, cancellationToken);
        return ElsaWire.Json(new Deleted(known.Count));
    }

    private static async Task<JsonHttpResult<Deleted>> DeleteVersionsAsync(VersionIds request, FlowStore flows, CancellationToken cancellationToken)
    {
        foreach (var (definitionId, version) in request.Ids.Distinct().Select(DefinitionVersions.Split))
            await flows.DeleteVersionAsync(definitionId, version, cancellationToken);
        return ElsaWire.Json(new Deleted(request.Ids.Distinct().Count()));
    }

    internal sealed record VersionIds(IReadOnlyList<string> Ids);

    internal sealed class SaveDefinition
    {
        public JsonElement Model { get; init; }
        public bool? Publish { get; init; }
    }

    internal sealed record DefinitionCount(int Count);

    internal sealed record NameAnswer(bool IsUnique);

    internal sealed record Deleted([property: System.Text.Json.Serialization.JsonPropertyName("deleted")] int Count);
}

/// <summary>{"definitionIds": […]}.</summary>
internal sealed record DefinitionIds([property: System.Text.Json.Serialization.JsonPropertyName("definitionIds")] IReadOnlyList<string> Ids);
