using System.Text.Json;
using System.Text.RegularExpressions;
using Activities.Contacts;
using Activities.Documents;
using Activities.Segments;
using Designer.Contracts;
using Designer.Contracts.Segments;
using Designer.Server.Contacts;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Segments;

namespace Designer.Server.Segments;

public static partial class SegmentEndpoints
{
    private const int SampleSize = 20;
    private const int LongestName = 120;

    public static IEndpointRouteBuilder MapSegments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/segments", ListAsync);
        routes.MapGet("/api/segments/{id}", GetAsync);
        routes.MapPut("/api/segments/{id}", SaveAsync);
        routes.MapDelete("/api/segments/{id}", DeleteAsync);
        routes.MapPost("/api/segments/preview", PreviewAsync);
        routes.MapPost("/api/segments/members", async (SegmentPreviewRequest request, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            new MemberIds(await queries.MembersAsync(Rule(request.Rule), clock.GetUtcNow(), cancellationToken)));
        routes.MapGet("/api/segments/{id}/members", async (string id, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            new MemberIds(await queries.MembersAsync(new InSegment(id), clock.GetUtcNow(), cancellationToken)));
        return routes;
    }

    private static async Task<Ok<List<SegmentDocument>>> ListAsync(IDocumentStore<SavedSegment> segments, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rows = new List<SegmentDocument>();
        foreach (var stored in await segments.ListAsync(cancellationToken))
            rows.Add(await DocumentAsync(stored, queries, clock, cancellationToken));
        return TypedResults.Ok(rows);
    }

    private static async Task<Results<Ok<SegmentDocument>, ProblemHttpResult>> GetAsync(string id, IDocumentStore<SavedSegment> segments, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
        await segments.FindAsync(id, cancellationToken) is { } stored ? TypedResults.Ok(await DocumentAsync(stored, queries, clock, cancellationToken)) : Unknown(id);

    private static async Task<Results<Ok<SegmentDocument>, ProblemHttpResult>> SaveAsync(
        string id, SaveSegmentRequest request, HttpRequest http, IDocumentStore<SavedSegment> segments, SegmentResolver resolver, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!IdPattern().IsMatch(id))
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "segment-id-invalid", $"The id of a segment has 1 to 64 letters, digits, '-' or '_'; this one is '{id}'.");
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName)
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "segment-name-invalid", $"The name of a segment has 1 to {LongestName} characters; this one has {request.Name?.Length ?? 0}.");
        var rule = Rule(request.Rule);
        // Asked before it is kept: a rule that names an attribute that is not there, or itself, never gets in.
        await queries.CountAsync(await resolver.ResolveAsync(id, rule, cancellationToken), clock.GetUtcNow(), cancellationToken);
        var stored = await segments.PutAsync(id, new SavedSegment(request.Name.Trim(), rule), IfMatch.Revision(http), cancellationToken);
        return TypedResults.Ok(await DocumentAsync(stored, queries, clock, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, HttpRequest http, IDocumentStore<SavedSegment> segments, CancellationToken cancellationToken)
    {
        var users = (await segments.ListAsync(cancellationToken)).Where(s => s.Id != id && Mentions(s.Document.Rule, id)).Select(s => $"'{s.Document.Name}'").ToList();
        if (users.Count > 0)
            return CodedProblem.Of(StatusCodes.Status409Conflict, "segment-in-use", $"The segment '{id}' is used by {string.Join(", ", users)}. Change those first.");
        return await segments.DeleteAsync(id, IfMatch.Revision(http), cancellationToken) ? TypedResults.NoContent() : Unknown(id);
    }

    private static async Task<Ok<SegmentPreview>> PreviewAsync(
        SegmentPreviewRequest request, ISegmentQueries queries, IContactStore contacts, ISuppressionStore suppressions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (rule, now) = (Rule(request.Rule), clock.GetUtcNow());
        var sample = await queries.SampleAsync(rule, now, SampleSize, cancellationToken);
        return TypedResults.Ok(new SegmentPreview(
            await queries.CountAsync(rule, now, cancellationToken), await contacts.CountAsync(cancellationToken), await suppressions.RowsAsync(sample, cancellationToken)));
    }

    private static async Task<SegmentDocument> DocumentAsync(Stored<SavedSegment> stored, ISegmentQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        long? count;
        try
        {
            count = await queries.CountAsync(stored.Document.Rule, clock.GetUtcNow(), cancellationToken);
        }
        catch (SegmentRuleException)
        {
            // Its attribute or segment has gone since it was saved: it is shown without a number and can be mended.
            count = null;
        }

        return new SegmentDocument(stored.Id, stored.Document.Name, JsonSerializer.SerializeToElement(stored.Document.Rule, ContractJson.Options), stored.Revision, stored.UpdatedAt, count);
    }

    private static SegmentRule Rule(JsonElement rule)
    {
        try
        {
            return rule.Deserialize<SegmentRule>(ContractJson.Options) ?? throw new SegmentRuleException("The rule is null.");
        }
        catch (JsonException exception)
        {
            throw new SegmentRuleException(exception.Message);
        }
    }

    private static bool Mentions(SegmentRule rule, string id) => rule switch
    {
        AllOf all => all.Rules.Any(r => Mentions(r, id)),
        AnyOf any => any.Rules.Any(r => Mentions(r, id)),
        Not not => Mentions(not.Rule, id),
        InSegment reference => reference.SegmentId == id,
        _ => false,
    };

    private static ProblemHttpResult Unknown(string id) => CodedProblem.Of(StatusCodes.Status404NotFound, "segment-unknown", $"There is no segment '{id}'.");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex IdPattern();
}
