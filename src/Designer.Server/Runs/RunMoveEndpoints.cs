using Designer.Contracts.Runs;
using Designer.Server.Flows;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Runs;

/// <summary>Who waits in runs of other versions, and their way into this one.</summary>
public static class RunMoveEndpoints
{
    public static void MapRunMoves(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/workflows/{definitionId}/waiting", WaitingAsync).WithTags("Runs");
        api.MapPost("/api/workflows/{definitionId}/move", MoveAllAsync).WithTags("Runs");
        api.MapPost("/api/runs/{id}/move", MoveAsync).WithTags("Runs");
    }

    private static async Task<Results<Ok<WaitingPeople>, ProblemHttpResult>> WaitingAsync(string definitionId, int? version, RunMover mover, CancellationToken cancellationToken)
    {
        try
        {
            return await mover.WaitingAsync(definitionId, version, cancellationToken) is { } waiting
                ? TypedResults.Ok(waiting)
                : NoFlow(definitionId, version);
        }
        catch (RunRefusedException refused)
        {
            return FlowRefusal.Of(refused.Problems, "run")!;
        }
    }

    private static async Task<Results<Ok<MovedFlow>, ProblemHttpResult>> MoveAllAsync(string definitionId, MovePeopleRequest? request, RunMover mover, HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            return await mover.MoveAllAsync(definitionId, request?.Version, http.User.Identity?.Name ?? "", cancellationToken) is { } moved ? TypedResults.Ok(moved) : NoFlow(definitionId, request?.Version);
        }
        catch (RunRefusedException refused)
        {
            return FlowRefusal.Of(refused.Problems, "run")!;
        }
    }

    private static async Task<Results<Ok<MovedPeople>, ProblemHttpResult>> MoveAsync(string id, MovePeopleRequest? request, RunMover mover, HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            return await mover.MoveAsync(id, request?.Version, http.User.Identity?.Name ?? "", cancellationToken) is { } moved
                ? TypedResults.Ok(moved)
                : CodedProblem.Of(404, "run.not_movable", $"There is no unfinished run '{id}', or its flow has no version {request?.Version}.");
        }
        catch (RunRefusedException refused)
        {
            return FlowRefusal.Of(refused.Problems, "run")!;
        }
        catch (RunBusyException busy)
        {
            return CodedProblem.Of(409, "run.busy", busy.Message);
        }
    }

    private static ProblemHttpResult NoFlow(string id, int? version) => CodedProblem.Of(404, "flow.unknown", $"There is no flow '{id}'{(version is null ? "" : $" with a version {version}")}.");
}
