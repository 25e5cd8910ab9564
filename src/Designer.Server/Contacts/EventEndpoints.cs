using System.Security.Cryptography;
using System.Text.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Contacts;

internal static class EventEndpoints
{
    private const int LongestName = 100;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/events", AppendAsync).Accepts<IReadOnlyList<EventInput>>("application/json", "application/x-ndjson");
        routes.MapGet("/api/events/kinds", async (IEventStore events, CancellationToken cancellationToken) =>
            TypedResults.Ok((await events.KindsAsync(cancellationToken)).Select(k => new EventKindRow(k.Name, k.Count, k.Properties)).ToList()));
    }

    private static async Task<Ok<EventsResponse>> AppendAsync(HttpRequest request, IContactStore contacts, IEventStore events, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await BatchBody<EventInput>.ReadAsync(request, cancellationToken);
        var byExternalId = await contacts.IdsByExternalIdAsync([.. body.Items.Select(i => i.Item.ExternalId).OfType<string>().Distinct()], cancellationToken);
        var byEmail = await contacts.IdsByEmailAsync([.. body.Items.Where(i => i.Item.ExternalId is null).Select(i => i.Item.Email).OfType<string>().Distinct()], cancellationToken);
        var (accepted, rejected) = (new List<ContactEvent>(), body.Rejected);
        foreach (var (line, input) in body.Items)
        {
            long? contact = input.ExternalId is { } externalId ? Find(byExternalId, externalId) : input.Email is { } email ? Find(byEmail, email.Trim().ToLowerInvariant()) : null;
            if (Fault(input, contact) is { } fault)
                rejected.Add(new RejectedRow(line, fault));
            else
                accepted.Add(Event(input, contact!.Value, clock.GetUtcNow()));
        }

        var added = await events.AppendAsync(accepted, cancellationToken);
        return TypedResults.Ok(new EventsResponse(added, accepted.Count - added, [.. rejected.OrderBy(r => r.Line)]));
    }

    private static long? Find(IReadOnlyDictionary<string, long> ids, string key) => ids.TryGetValue(key, out var id) ? id : null;

    private static string? Fault(EventInput input, long? contact) => input switch
    {
        { ExternalId: null, Email: null } => "The event names nobody: it needs externalId or email.",
        { Name: null or "" } => "The event has no name.",
        { Name.Length: > LongestName } => $"The name of an event has at most {LongestName} characters, this one has {input.Name.Length}.",
        _ when contact is null => input.ExternalId is not null ? $"There is no contact with the externalId '{input.ExternalId}'." : "There is no contact with this email.",
        _ => null,
    };

    private static ContactEvent Event(EventInput input, long contact, DateTimeOffset now) =>
        new(string.IsNullOrEmpty(input.Id) ? Id(input, contact) : input.Id, contact, input.Name, input.At ?? now, ContactRows.Plain(input.Properties));

    /// <summary>Without an id of its own an event with an instant is known by its content, so that a request that is sent again counts once; one without an instant is always new.</summary>
    private static string Id(EventInput input, long contact) => input.At is null
        ? Guid.NewGuid().ToString("N")
        : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((object)new { contact, input.Name, input.At, input.Properties }, ContractJson.Options)).AsSpan(0, 16));
}
