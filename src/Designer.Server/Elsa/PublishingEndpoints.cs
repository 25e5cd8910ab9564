using System.Text.Json.Nodes;
using Designer.Server.Flows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Elsa;

/// <summary>What is published and what is not, and going back to an older version.</summary>
internal static class PublishingEndpoints
{
    public static void MapElsaPublishing(this IEndpointRouteBuilder elsa)
    {
        var definition = elsa.MapGroup("/workflow-definitions/{definitionId}");
        definition.MapPost("/publish", (string definitionId, HttpContext http, DefinitionPublishing publishing, CancellationToken ct) => publishing.PublishAsync(definitionId, http.User.Identity?.Name, ct));
        definition.MapPost("/retract", RetractAsync);
        definition.MapPost("/revert/{version:int}", RevertAsync);
        definition.MapGet("/consumers", async (string definitionId, DefinitionConsumers consumers, CancellationToken ct) => ElsaWire.Json(new Consumers(await consumers.OfAsync(definitionId, ct))));
        // Runs look their child up when they reach it, so nothing in a definition has to follow a publish.
        definition.MapPost("/update-references", async (string definitionId, FlowStore flows, CancellationToken ct) =>
        {
            await flows.GetAsync(definitionId, ct);
            return ElsaWire.Json(new Affected([]));
        });
        elsa.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishManyAsync);
        elsa.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractManyAsync);
    }

    private static async Task<JsonHttpResult<JsonObject>> RetractAsync(string definitionId, FlowStore flows, CancellationToken cancellationToken) =>
        ElsaWire.Json(DefinitionAnswers.Model(FlowStore.Definition(await flows.UnpublishAsync(definitionId, null, cancellationToken))));

    private static async Task<JsonHttpResult<DefinitionSummary>> RevertAsync(string definitionId, int version, HttpContext http, FlowStore flows, CancellationToken cancellationToken)
    {
        var stored = await flows.RollbackAsync(definitionId, version, null, http.User.Identity?.Name, cancellationToken);
        return ElsaWire.Json(await DefinitionAnswers.SummaryAsync(stored, stored.Document.Version, flows, cancellationToken));
    }

    private static async Task<JsonHttpResult<ManyPublished>> PublishManyAsync(DefinitionIds request, HttpContext http, FlowStore flows, DefinitionPublishing publishing, CancellationToken cancellationToken)
    {
        var answer = new ManyPublished([], [], [], [], [], [], []);
        var known = (await flows.ListAsync(cancellationToken)).Select(f => f.Id).ToHashSet();
        foreach (var id in request.Ids)
        {
            var result = known.Contains(id) ? (await publishing.PublishAsync(id, http.User.Identity?.Name, cancellationToken)).Result : null;
            var list = result switch
            {
                null => answer.NotFound,
                JsonHttpResult<SavedDefinition> { Value.AlreadyPublished: true } => answer.AlreadyPublished,
                JsonHttpResult<SavedDefinition> => answer.Published,
                _ => answer.Failed,
            };
            list.Add(id);
            if (result is ProblemHttpResult refusal)
                answer.Warnings[id] = [refusal.ProblemDetails.Detail ?? ""];
        }
        return ElsaWire.Json(answer);
    }

    private static async Task<JsonHttpResult<ManyRetracted>> RetractManyAsync(DefinitionIds request, FlowStore flows, CancellationToken cancellationToken)
    {
        var answer = new ManyRetracted([], [], [], [], []);
        var known = (await flows.ListAsync(cancellationToken)).ToDictionary(f => f.Id, f => f.Document.PublishedVersion is not null);
        foreach (var id in request.Ids)
        {
            var list = known.TryGetValue(id, out var isPublished) ? isPublished ? answer.Retracted : answer.AlreadyRetracted : answer.NotFound;
            list.Add(id);
            if (isPublished)
                await flows.UnpublishAsync(id, null, cancellationToken);
        }
        return ElsaWire.Json(answer with { NotPublished = answer.AlreadyRetracted });
    }

    internal sealed record Consumers(IReadOnlyList<string> ConsumingWorkflowDefinitionIds);

    internal sealed record Affected(IReadOnlyList<string> AffectedWorkflows);

    internal sealed record ManyPublished(List<string> Published, List<string> AlreadyPublished, List<string> NotFound, List<string> Skipped, List<string> UpdatedConsumers, List<string> Failed, Dictionary<string, string[]> Warnings);

    internal sealed record ManyRetracted(List<string> Retracted, List<string> AlreadyRetracted, List<string> NotFound, List<string> Skipped, List<string> NotPublished);
}
