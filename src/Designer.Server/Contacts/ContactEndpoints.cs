using Activities.Contacts;
using Designer.Contracts.Contacts;
using Designer.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Contacts;

public static class ContactEndpoints
{
    private const int LargestPage = 500;
    private const int ProfileTimeline = 200;

    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/contacts", ListAsync);
        routes.MapPost("/api/contacts", UpsertAsync).Accepts<IReadOnlyList<ContactInput>>("application/json", "application/x-ndjson");
        routes.MapGet("/api/contacts/{id:long}", GetAsync);
        routes.MapGet("/api/contacts/{id:long}/export", ExportAsync);
        routes.MapDelete("/api/contacts/{id:long}", EraseAsync);
        routes.MapGet("/api/attributes", AttributesAsync);
        routes.MapEvents();
        routes.MapSuppressions();
        return routes;
    }

    private static async Task<Ok<ContactPage>> ListAsync(string? query, int? offset, int? limit, IContactStore contacts, ISuppressionStore suppressions, CancellationToken cancellationToken)
    {
        var page = await contacts.ListAsync(query, Math.Max(0, offset ?? 0), Math.Clamp(limit ?? 50, 1, LargestPage), cancellationToken);
        return TypedResults.Ok(new ContactPage(await suppressions.RowsAsync(page.Contacts, cancellationToken), page.Total));
    }

    private static async Task<Ok<UpsertResponse>> UpsertAsync(HttpRequest request, IContactStore contacts, CancellationToken cancellationToken)
    {
        var body = await BatchBody<ContactInput>.ReadAsync(request, cancellationToken);
        var result = await contacts.UpsertAsync([.. body.Items.Select(i => ContactRows.Upsert(i.Line, i.Item))], overwrite: true, cancellationToken);
        IEnumerable<RejectedRow> rejected = [.. body.Rejected, .. result.Rejected.Select(r => new RejectedRow(r.Line, r.Reason))];
        return TypedResults.Ok(new UpsertResponse(result.Inserted, result.Updated, [.. rejected.OrderBy(r => r.Line)]));
    }

    private static async Task<Results<Ok<ContactProfile>, ProblemHttpResult>> GetAsync(
        long id, IContactStore contacts, ISuppressionStore suppressions, IEnumerable<ITimelineSource> sources, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, cancellationToken) is not { } contact)
            return Unknown(id);
        var row = (await suppressions.RowsAsync([contact], cancellationToken)).Single();
        return TypedResults.Ok(new ContactProfile(row, contact.Phone, ContactRows.Json(contact.Attributes), await TimelineAsync(sources, id, ProfileTimeline, cancellationToken)));
    }

    private static async Task<Results<JsonHttpResult<ContactExport>, ProblemHttpResult>> ExportAsync(
        long id, HttpResponse response, IContactStore contacts, ISuppressionStore suppressions, IEnumerable<ITimelineSource> sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await contacts.FindAsync(id, cancellationToken) is not { } contact)
            return Unknown(id);
        var row = (await suppressions.RowsAsync([contact], cancellationToken)).Single();
        response.Headers.ContentDisposition = $"attachment; filename=\"contact-{id}.json\"";
        return TypedResults.Json(new ContactExport(row, contact.Phone, ContactRows.Json(contact.Attributes), await TimelineAsync(sources, id, int.MaxValue, cancellationToken), clock.GetUtcNow()));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(long id, IContactStore contacts, CancellationToken cancellationToken) =>
        await contacts.EraseAsync(id, cancellationToken) ? TypedResults.NoContent() : Unknown(id);

    private static async Task<Ok<List<AttributeRow>>> AttributesAsync(IContactStore contacts, CancellationToken cancellationToken) =>
        TypedResults.Ok(BuiltInAttributes.Rows.Concat((await contacts.AttributesAsync(cancellationToken)).Select(a => new AttributeRow(a.Name, a.Type.ToString(), a.Label, false))).ToList());

    private static async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(IEnumerable<ITimelineSource> sources, long id, int limit, CancellationToken cancellationToken)
    {
        var items = new List<TimelineItem>();
        foreach (var source in sources)
            items.AddRange(await source.ForAsync(id, limit, cancellationToken));
        return [.. items.OrderByDescending(i => i.At).Take(limit).Select(i => new TimelineEntry(i.At, i.Kind, i.Text, i.RunId, i.MessageId, i.Properties is null ? null : ContactRows.Json(i.Properties)))];
    }

    private static ProblemHttpResult Unknown(long id) => CodedProblem.Of(StatusCodes.Status404NotFound, "contact-unknown", $"There is no contact {id}.");
}

/// <summary>The fields that every contact has, as rules name them.</summary>
internal static class BuiltInAttributes
{
    public static IReadOnlyList<AttributeRow> Rows { get; } =
    [
        .. new[] { "email", "phone", "external_id", "first_name", "last_name", "language", "time_zone" }.Select(name => new AttributeRow(name, nameof(AttributeType.Text), null, true)),
        new AttributeRow("created_at", nameof(AttributeType.Date), null, true),
    ];
}
