using Designer.Contracts.Flows;
using Designer.Server.Hosting;

namespace Designer.Server.Flows;

/// <summary>The history of a flow: what there was, what was noted beside it, and the way back.</summary>
public static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder flows)
    {
        flows.MapGet("/{definitionId}/versions", async (string definitionId, FlowHistory history, CancellationToken cancellationToken) =>
            TypedResults.Ok(await history.ListAsync(definitionId, cancellationToken)));
        flows.MapGet("/{definitionId}/versions/{version:int}", async (string definitionId, int version, FlowHistory history, CancellationToken cancellationToken) =>
            TypedResults.Ok(await history.GetAsync(definitionId, version, cancellationToken)));
        flows.MapPut("/{definitionId}/versions/{version:int}/note", async (string definitionId, int version, VersionNoteRequest request, FlowHistory history, CancellationToken cancellationToken) =>
            TypedResults.Ok(await history.NoteAsync(definitionId, version, request.Note, cancellationToken)));
        flows.MapPost("/{definitionId}/rollback", async (string definitionId, RollbackRequest request, HttpRequest http, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken) =>
            TypedResults.Ok(await answers.SavedAsync(await store.RollbackAsync(definitionId, request.Version, IfMatch.Revision(http), FlowEndpoints.Author(http), cancellationToken), cancellationToken)));
    }
}
