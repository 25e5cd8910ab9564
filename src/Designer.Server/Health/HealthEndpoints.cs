using Designer.Server.Hosting;
using Designer.Server.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Storage.Facts;

namespace Designer.Server.Health;

public static class HealthEndpoints
{
    /// <summary>Public: they tell a load balancer yes or no, nothing about contacts.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Ok () => TypedResults.Ok()).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        return routes;
    }

    private static async Task<Results<Ok<Readiness>, ProblemHttpResult>> ReadyAsync(SettingsStore documents, FactsDatabase facts, DataTrouble trouble, ILoggerFactory log, CancellationToken cancellationToken)
    {
        var broken = await FaultAsync("documents", () => documents.GetAsync(cancellationToken), log) ?? await FaultAsync("facts", () => SelectOneAsync(facts, cancellationToken), log);
        return broken is null
            ? TypedResults.Ok(new Readiness("ready", await trouble.SentenceAsync(cancellationToken) ?? MissingLibraries.Sentence()))
            : CodedProblem.Of(StatusCodes.Status503ServiceUnavailable, "not-ready", $"The store of {broken} does not answer; the server's log says why.");
    }

    private static Task<int> SelectOneAsync(FactsDatabase facts, CancellationToken cancellationToken) => facts.ReadAsync(
        connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        },
        cancellationToken);

    private static async Task<string?> FaultAsync(string store, Func<Task> ask, ILoggerFactory log)
    {
        try
        {
            await ask();
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.CreateLogger(typeof(HealthEndpoints)).LogError(fault, "The store of {Store} does not answer.", store);
            return store;
        }
    }
}

/// <param name="Missing">What does not work, or less well, on this machine, in a sentence; null: nothing.</param>
public sealed record Readiness(string Status, string? Missing);
