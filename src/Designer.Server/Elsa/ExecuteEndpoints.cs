using System.Text.Json;
using Activities.Runs;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Running;

namespace Designer.Server.Elsa;

/// <summary>Starting a run by Elsa's interface. Elsa takes a GET too; here a link that somebody follows starts nothing.</summary>
internal static class ExecuteEndpoints
{
    /// <summary>Elsa answers when the run stops by itself, however long that takes; a campaign may take an hour, so we answer with what it has come to.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(15);

    public static void MapElsaExecute(this IEndpointRouteBuilder elsa)
    {
        elsa.MapPost("/workflow-definitions/{definitionId}/execute", ExecuteAsync).Accepts<StartRequest>("application/json");
        elsa.MapPost("/workflow-definitions/{definitionId}/dispatch", DispatchAsync).Accepts<StartRequest>("application/json");
    }

    private static async Task<IResult> ExecuteAsync(string definitionId, HttpRequest http, RunStarter starter, DefinitionVersions versions, Instances runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var headers = http.HttpContext.Response.Headers;
        var (started, refusal) = await StartAsync(definitionId, http, starter, versions, cancellationToken);
        headers["x-elsa-workflow-cannot-start"] = refusal is null ? "False" : "True";
        if (started is null)
            return refusal!;
        headers["x-elsa-workflow-instance-id"] = started.Id;
        headers["x-elsa-response"] = "true";
        var run = await StoppedAsync(started, runs, time, cancellationToken);
        var (_, trace, _) = await runs.TraceAsync(run.Id, cancellationToken);
        var isFaulted = run.State.SubStatus == RunSubStatus.Faulted;
        return ElsaWire.Json(new Executed(InstanceAnswers.State(run, trace, time.GetUtcNow())), isFaulted ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    private static async Task<IResult> DispatchAsync(string definitionId, HttpRequest http, RunStarter starter, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        var (started, refusal) = await StartAsync(definitionId, http, starter, versions, cancellationToken);
        return started is null ? refusal! : ElsaWire.Json(new Dispatched(started.Id));
    }

    private static async Task<(RunRecord? Run, ProblemHttpResult? Refusal)> StartAsync(string definitionId, HttpRequest http, RunStarter starter, DefinitionVersions versions, CancellationToken cancellationToken)
    {
        var request = await ElsaWire.BodyAsync<StartRequest>(http, cancellationToken);
        if (request.Variables is { ValueKind: JsonValueKind.Object } variables && variables.EnumerateObject().Any())
            throw new BadHttpRequestException("A start with 'variables' is not possible here: give what the flow declares as its inputs.");
        var definition = await versions.GetAsync(definitionId, request.Version(), cancellationToken);
        if (definition is { IsPublished: false, IsLatest: false })
            throw new BadHttpRequestException($"Version {definition.Version} of '{definitionId}' is neither published nor the latest; only those two can be run.");
        try
        {
            var asked = new RunRequest(definitionId, RunMode.Live, http.HttpContext.User.Identity?.Name ?? "", Published: definition.IsPublished, Trigger: Blank(request.TriggerActivityId))
            {
                Inputs = GivenInputs.Read(request.Input), CorrelationId = Blank(request.CorrelationId), Name = Blank(request.Name),
            };
            return (await starter.StartAsync(asked, cancellationToken), null);
        }
        catch (RunInputException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, StatusCodes.Status400BadRequest, wrong);
        }
        catch (RunRefusedException refused)
        {
            return (null, ElsaProblems.Refusal(refused.Problems, "run"));
        }
    }

    private static async Task<RunRecord> StoppedAsync(RunRecord started, Instances runs, TimeProvider time, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Patience;
        var run = started;
        while (run.State is { IsFinished: false, SubStatus: not RunSubStatus.Suspended } && time.GetUtcNow() < until)
        {
            await Task.Delay(Glance, time, cancellationToken);
            run = await runs.GetAsync(started.Id, cancellationToken);
        }
        return run;
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    internal sealed record Executed(InstanceState WorkflowState);

    internal sealed record Dispatched(string WorkflowInstanceId);

    /// <summary>Body of execute and dispatch; all of it is optional.</summary>
    internal sealed class StartRequest
    {
        public JsonElement? Input { get; init; }
        public JsonElement? Variables { get; init; }
        public string? CorrelationId { get; init; }
        public string? Name { get; init; }
        public string? TriggerActivityId { get; init; }
        public JsonElement? VersionOptions { get; init; }

        /// <summary>Elsa's default is what is published. Its client writes a word or {"isLatest": true}.</summary>
        public string Version() => VersionOptions switch
        {
            { ValueKind: JsonValueKind.String } word => word.GetString()!,
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.Object } flags => flags.EnumerateObject().FirstOrDefault(f => f.Value.ValueKind == JsonValueKind.True) is { Name: { } name } && name.StartsWith("is", StringComparison.OrdinalIgnoreCase) ? name[2..]
                : flags.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number ? version.GetRawText() : "Published",
            _ => "Published",
        };
    }
}
