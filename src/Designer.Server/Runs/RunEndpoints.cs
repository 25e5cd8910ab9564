using System.Text.Json;
using Activities.Contacts;
using Activities.Runs;
using Designer.Contracts.Runs;
using Designer.Server.Flows;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Workflows.Running;

namespace Designer.Server.Runs;

public static class RunEndpoints
{
    private const int LongestKey = 200;

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapPost("/api/workflows/{definitionId}/runs", StartAsync).WithTags("Runs");
        api.MapPost("/api/workflows/{definitionId}/audience", PreviewAsync).WithTags("Runs");
        api.MapGet("/api/runs", ListAsync).WithTags("Runs");
        api.MapGet("/api/runs/kept", async (string? workflow, RunsToKeep keep, CancellationToken ct) => TypedResults.Ok(await keep.OfAsync(workflow, ct))).WithTags("Runs");
        var run = api.MapGroup("/api/runs/{id}").WithTags("Runs");
        run.MapGet("", DetailAsync);
        run.MapGet("/definition", DefinitionAsync);
        run.MapGet("/values", ValuesAsync);
        run.MapGet("/contacts", ContactsAsync);
        run.MapGet("/journal", JournalAsync);
        run.MapPost("/pause", (string id, RunEngine engine, RunAnswers answers, CancellationToken ct) => TellAsync(id, new Paused(), engine, answers, ct));
        run.MapPost("/resume", (string id, RunEngine engine, RunAnswers answers, CancellationToken ct) => TellAsync(id, new Resumed(), engine, answers, ct));
        run.MapPost("/cancel", (string id, RunEngine engine, RunAnswers answers, CancellationToken ct) => TellAsync(id, new Cancelled(), engine, answers, ct));
        run.MapPost("/retry", RetryAsync);
        api.MapRunMoves();
        api.MapHub<RunHub>("/hubs/runs");
    }

    private static async Task<Results<Accepted<RunSummary>, ProblemHttpResult>> StartAsync(
        string definitionId, StartRunRequest? request, [FromHeader(Name = "Idempotency-Key")] string? key, RunStarter starter, HttpContext http, CancellationToken cancellationToken)
    {
        request ??= new StartRunRequest();
        if (key?.Length > LongestKey)
            return CodedProblem.Of(400, "run.key_too_long", $"The Idempotency-Key has {key.Length} characters; at most {LongestKey} are allowed.");
        if (request.Inputs is { } given && given.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            return CodedProblem.Of(400, "run.inputs_no_object", $"The inputs of a run must be a JSON object; these are a JSON {given.ValueKind}.");
        try
        {
            var asked = new RunRequest(definitionId, request.Mode, http.User.Identity?.Name ?? "", string.IsNullOrWhiteSpace(key) ? null : key) { Contacts = request.Contacts, Inputs = GivenInputs.Read(request.Inputs) };
            return await starter.StartAsync(asked, cancellationToken) is { } run ? TypedResults.Accepted($"/api/runs/{run.Id}", RunAnswers.Summary(run)) : NoFlow(definitionId);
        }
        catch (RunRefusedException refused)
        {
            return FlowRefusal.Of(refused.Problems, "run")!;
        }
        catch (RunInputException wrong)
        {
            return CodedProblem.Of(400, "run.input_type", wrong.Message);
        }
        catch (RunRemovedException gone)
        {
            return CodedProblem.Of(410, "run.removed", gone.Message);
        }
    }

    private static async Task<Results<Ok<RunPreview>, ProblemHttpResult>> PreviewAsync(string definitionId, IRunnableFlows flows, RunPreviews previews, CancellationToken cancellationToken) =>
        await flows.LatestAsync(definitionId, cancellationToken) is { } flow ? TypedResults.Ok(await previews.PreviewAsync(flow, cancellationToken)) : NoFlow(definitionId);

    private static async Task<Ok<IReadOnlyList<RunSummary>>> ListAsync(
        string? workflow, RunStatus? status, string? search, string? before, IRunStore store, RunEngine engine, CancellationToken cancellationToken, int offset = 0, int limit = 100)
    {
        var runs = await store.ListAsync(new RunFilter(workflow, status, Math.Max(0, offset), Math.Clamp(limit, 1, 500)) { Text = search, Before = before }, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<RunSummary>>([.. runs.Select(r => RunAnswers.Summary(engine.Current(r.Id) ?? r))]);
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> DetailAsync(string id, IRunStore store, RunEngine engine, RunAnswers answers, CancellationToken cancellationToken) =>
        (engine.Current(id) ?? await store.FindAsync(id, cancellationToken)) is { } run ? TypedResults.Ok(await answers.DetailAsync(run, cancellationToken)) : NoRun(id);

    private static async Task<Results<Ok<RunDefinition>, ProblemHttpResult>> DefinitionAsync(string id, IRunStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } run ? TypedResults.Ok(new RunDefinition(JsonElement.Parse(await store.DefinitionAsync(run.Snapshot, cancellationToken)))) : NoRun(id);

    private static async Task<Results<Ok<RunValues>, ProblemHttpResult>> ValuesAsync(string id, IRunStore store, RunEngine engine, RunFlows flows, CancellationToken cancellationToken) =>
        (engine.Current(id) ?? await store.FindAsync(id, cancellationToken)) is { } run ? TypedResults.Ok(RunValueAnswers.Of(run, (await flows.GetAsync(run, cancellationToken)).Definition)) : NoRun(id);

    private static async Task<Results<Ok<IReadOnlyList<JournalEntry>>, ProblemHttpResult>> JournalAsync(string id, IRunStore store, CancellationToken cancellationToken, long after = 0, int limit = 1000)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } run)
            return NoRun(id);
        var lines = await store.JournalAsync(run, after, Math.Clamp(limit, 1, 5000), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<JournalEntry>>([.. lines.Select(l => new JournalEntry(l.Sequence, l.At, l.EventName, l.ActivityId, l.ActivityType, l.Message))]);
    }

    private static async Task<Results<Ok<RunContactList>, ProblemHttpResult>> ContactsAsync(
        string id, string? activity, string? outcome, string? state, IRunStore store, RunEngine engine, IContactStore contacts, CancellationToken cancellationToken, int offset = 0, int limit = 50)
    {
        if ((engine.Current(id) ?? await store.FindAsync(id, cancellationToken)) is not { } run)
            return NoRun(id);
        var working = run.State.Queue.Where(w => w.Begun).Select(w => w.Activity).ToHashSet();
        // A part that is being worked on is queued in its rows until its chunk is committed.
        var places = await store.PlacesAsync(run, new RunPlaceFilter(activity, outcome, state == "inWork" ? "queued" : state, Math.Max(0, offset), Math.Clamp(limit, 1, 500)), cancellationToken);
        var people = (await contacts.GetAsync([.. places.Items.Select(p => p.Contact).Distinct()], cancellationToken)).ToDictionary(c => c.Id);
        return TypedResults.Ok(new RunContactList([.. places.Items.Select(p => Answer(p, people.GetValueOrDefault(p.Contact), working))], places.Total));
    }

    private static RunContact Answer(RunPlace place, Contact? contact, HashSet<string> working)
    {
        var name = string.Join(' ', new[] { contact?.FirstName, contact?.LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));
        var state = place.State switch { "held" => "waiting", "queued" when working.Contains(place.Activity) => "inWork", _ => place.State };
        return new RunContact(place.Contact, name.Length == 0 ? null : name, contact?.Email, place.Activity, place.Visit, state, place.State == "left" ? place.Outcome : null, place.Reason, place.Until, place.At);
    }

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> TellAsync(string id, RunEvent happened, RunEngine engine, RunAnswers answers, CancellationToken cancellationToken) =>
        await engine.TellAsync(id, happened, cancellationToken) is { } run ? TypedResults.Ok(await answers.DetailAsync(run, cancellationToken)) : NoRun(id);

    private static async Task<Results<Ok<RunDetail>, ProblemHttpResult>> RetryAsync(string id, string? activity, RunEngine engine, RunAnswers answers, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await answers.DetailAsync(await engine.RetryAsync(id, activity, cancellationToken), cancellationToken));
        }
        catch (RetryRefusedException refused)
        {
            return CodedProblem.Of(refused.Status, refused.Code, refused.Message);
        }
    }

    private static ProblemHttpResult NoRun(string id) => CodedProblem.Of(404, "run.unknown", $"There is no run '{id}'.");

    private static ProblemHttpResult NoFlow(string id) => CodedProblem.Of(404, "flow.unknown", $"There is no flow '{id}'.");
}
