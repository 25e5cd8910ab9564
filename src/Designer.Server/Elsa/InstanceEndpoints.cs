using Activities.Runs;
using Designer.Server.Hosting;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>Runs as Elsa's instances: the list, one of them, cancelling and removing.</summary>
internal static class InstanceEndpoints
{
    public static void MapElsaInstances(this IEndpointRouteBuilder elsa)
    {
        var instances = elsa.MapGroup("/workflow-instances");
        instances.MapPost("", (HttpRequest http, IRunArchive archive, RunEngine engine, CancellationToken ct) => InstanceListing.ListAsync(http, archive, engine, ct)).Accepts<InstanceListing>("application/json");
        instances.MapGet("/{id}", async (string id, Instances runs, TimeProvider time, CancellationToken ct) =>
        {
            var (run, trace, _) = await runs.TraceAsync(id, ct);
            return ElsaWire.Json(InstanceAnswers.Of(run, trace, time.GetUtcNow()));
        });
        instances.MapGet("/{id}/execution-state", async (string id, Instances runs, TimeProvider time, CancellationToken ct) =>
        {
            var run = await runs.GetAsync(id, ct);
            // A run under way has changed since whoever asks looked last.
            return ElsaWire.Json(new ExecutionState(run.State.Status, run.State.SubStatus, run.FinishedAt ?? time.GetUtcNow()));
        });
        instances.MapGet("/{id}/variables", async (string id, Instances runs, RunFlows flows, CancellationToken ct) =>
        {
            var run = await runs.GetAsync(id, ct);
            return ElsaWire.Json(new ElsaList<InstanceVariable>([.. InstanceAnswers.Variables(run, await flows.GetAsync(run, ct))]));
        });
        instances.MapDelete("/{id}", DeleteAsync);
        elsa.MapPost("/bulk-actions/delete/workflow-instances/by-id", async (InstanceIds request, RunRemover remover, CancellationToken ct) => ElsaWire.Json(new Deleted(await remover.RemoveAsync(request.Ids ?? [], ct))));
        elsa.MapPost("/cancel/workflow-instances/{id}", CancelAsync);
        elsa.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Instances runs, RunRemover remover, CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(id, cancellationToken);
        // Elsa removes what is running under its own feet; here somebody may be getting a message this moment.
        if (!run.State.IsFinished)
            return CodedProblem.Of(StatusCodes.Status409Conflict, "run-under-way", $"The instance '{id}' is still running. Cancel it before you delete it.");
        await remover.RemoveAsync([id], cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok> CancelAsync(string id, Instances runs, RunEngine engine, CancellationToken cancellationToken)
    {
        await runs.GetAsync(id, cancellationToken);
        await engine.TellAsync(id, new Cancelled(), cancellationToken);
        return TypedResults.Ok();
    }

    private static async Task<JsonHttpResult<CancelledMany>> CancelManyAsync(InstanceIds request, RunEngine engine, CancellationToken cancellationToken)
    {
        var ids = request.Ids ?? (request.DefinitionId is { } definition ? [.. engine.Unfinished(definition).Select(r => r.Id)] : []);
        var running = ids.Where(id => engine.Current(id) is { State.IsFinished: false }).ToList();
        foreach (var id in running)
            await engine.TellAsync(id, new Cancelled(), cancellationToken);
        return ElsaWire.Json(new CancelledMany(running.Count));
    }

    internal sealed record InstanceIds(IReadOnlyList<string>? Ids = null, string? DefinitionId = null);

    internal sealed record ExecutionState(RunStatus Status, RunSubStatus SubStatus, DateTimeOffset UpdatedAt);

    internal sealed record Deleted([property: System.Text.Json.Serialization.JsonPropertyName("deleted")] long Count);

    internal sealed record CancelledMany(int CancelledCount);
}
