using System.Text;
using System.Text.Json;
using Activities;
using Designer.Contracts.Flows;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Elsa;
using Workflows.Validation;

namespace Designer.Server.Flows;

public static class FlowEndpoints
{
    public static IEndpointRouteBuilder MapFlows(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/activities", (ActivityCatalog catalog, UsableFlows usable) => TypedResults.Ok(catalog.Descriptors.AddRange(usable.Offered.Select(o => o.Descriptor))));
        routes.MapGet("/api/gallery", (Gallery gallery, HttpRequest request) => TypedResults.Ok(gallery.For(request)));
        var flows = routes.MapGroup("/api/workflows");
        flows.MapGet("", async (FlowStore store, CancellationToken cancellationToken) =>
            TypedResults.Ok((await store.ListAsync(cancellationToken)).Select(FlowAnswers.Summary).OrderByDescending(f => f.UpdatedAt).ToList()));
        flows.MapPost("", CreateAsync);
        flows.MapPost("/import", ImportAsync).Accepts<JsonElement>("application/json");
        flows.MapGet("/{definitionId}", async (string definitionId, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken) =>
            TypedResults.Ok(await answers.DocumentAsync(await store.GetAsync(definitionId, cancellationToken), cancellationToken)));
        flows.MapPut("/{definitionId}", SaveAsync);
        flows.MapDelete("/{definitionId}", async (string definitionId, FlowStore store, FlowHistory history, CancellationToken cancellationToken) =>
        {
            await store.DeleteAsync(definitionId, cancellationToken);
            await history.ForgetAsync(definitionId, cancellationToken);
            return TypedResults.NoContent();
        });
        flows.MapVersions();
        flows.MapGet("/{definitionId}/export", ExportAsync);
        flows.MapPost("/{definitionId}/validate", ValidateAsync);
        flows.MapPost("/{definitionId}/publish", PublishAsync);
        flows.MapPost("/{definitionId}/unpublish", async (string definitionId, HttpRequest http, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken) =>
            TypedResults.Ok(await answers.SavedAsync(await store.UnpublishAsync(definitionId, IfMatch.Revision(http), cancellationToken), cancellationToken)));
        return routes;
    }

    private static async Task<Created<SaveFlowResponse>> CreateAsync(SaveFlowRequest request, HttpRequest http, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var stored = await store.CreateAsync(ElsaJson.Read(request.Definition), Author(http), cancellationToken);
        return TypedResults.Created($"/api/workflows/{Uri.EscapeDataString(stored.Id)}", await answers.SavedAsync(stored, cancellationToken));
    }

    private static async Task<Results<Ok<SaveFlowResponse>, ProblemHttpResult>> SaveAsync(string definitionId, SaveFlowRequest request, HttpRequest http, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken)
    {
        // Without it two people would overwrite each other in silence.
        if (http.Headers.IfMatch.Count == 0)
            return CodedProblem.Of(StatusCodes.Status428PreconditionRequired, "if-match-missing", "A save needs the header If-Match with the revision that it is based on, such as \"3\"; * saves over whatever is there.");
        var stored = await store.SaveAsync(definitionId, ElsaJson.Read(request.Definition), IfMatch.Revision(http), Author(http), cancellationToken, request.KeepLatest);
        return TypedResults.Ok(await answers.SavedAsync(stored, cancellationToken));
    }

    private static async Task<Ok<SaveFlowResponse>> ImportAsync(HttpRequest http, FlowStore store, FlowAnswers answers, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(http.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var json = await reader.ReadToEndAsync(cancellationToken);
        FlowLimits.RefuseText(json);
        var definition = ElsaJson.Read(json);
        return TypedResults.Ok(await answers.SavedAsync(await store.ImportAsync(definition, Author(http), cancellationToken), cancellationToken));
    }

    private static async Task<FileContentHttpResult> ExportAsync(string definitionId, int? version, FlowStore store, CancellationToken cancellationToken)
    {
        var definition = version is { } number ? await store.VersionAsync(definitionId, number, cancellationToken) : FlowStore.Definition(await store.GetAsync(definitionId, cancellationToken));
        return TypedResults.File(Encoding.UTF8.GetBytes(ElsaJson.Write(definition)), "application/json", $"{FlowNames.Slug(definition.Name, FlowNames.Slug(definitionId, "flow"))}.json");
    }

    /// <summary>Of the definition in the body, which need not be saved; without a body, of the stored one.</summary>
    private static async Task<Ok<IReadOnlyList<Problem>>> ValidateAsync(string definitionId, HttpRequest http, FlowStore store, FlowProblems problems, CancellationToken cancellationToken)
    {
        var request = http.ContentLength == 0 ? null : await http.ReadFromJsonAsync<SaveFlowRequest>(cancellationToken);
        var definition = request is null ? FlowStore.Definition(await store.GetAsync(definitionId, cancellationToken)) : ElsaJson.Read(request.Definition);
        return TypedResults.Ok<IReadOnlyList<Problem>>(await problems.OfAsync(definition, cancellationToken));
    }

    private static async Task<Results<Ok<SaveFlowResponse>, ProblemHttpResult>> PublishAsync(string definitionId, HttpRequest http, FlowStore store, FlowProblems problems, FlowAnswers answers, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(definitionId, cancellationToken);
        if (FlowRefusal.Of(await problems.OfAsync(FlowStore.Definition(stored), cancellationToken), "published") is { } refusal)
            return refusal;
        // What was checked is what is published.
        var published = await store.PublishAsync(definitionId, IfMatch.Revision(http) ?? stored.Revision, cancellationToken, Author(http));
        return TypedResults.Ok(await answers.SavedAsync(published, cancellationToken));
    }

    internal static string? Author(HttpRequest http) => http.HttpContext.User.Identity?.Name;
}
