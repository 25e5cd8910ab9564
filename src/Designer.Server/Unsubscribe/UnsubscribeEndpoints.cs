using Activities.Contacts;
using Activities.Email;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Designer.Server.Unsubscribe;

public static class UnsubscribeEndpoints
{
    /// <summary>
    /// Public: the signed token in the address is the guard, and it can do one thing to one contact. Only the POST acts, because scanners follow every link of a message;
    /// it carries no antiforgery token, because a mailbox provider sends it (RFC 8058, one click).
    /// </summary>
    public static IEndpointRouteBuilder MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/u/{token}", Ask).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/u/{token}", ActAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return routes;
    }

    private static ContentHttpResult Ask(string token, UnsubscribeLinks links, HttpContext http)
    {
        var page = UnsubscribePage.For(http);
        return links.Read(token) is null ? page.Unknown() : page.Question();
    }

    private static async Task<ContentHttpResult> ActAsync(
        string token, UnsubscribeLinks links, IContactStore contacts, ISuppressionStore suppressions, IMessageStore outbox, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var page = UnsubscribePage.For(http);
        if (links.Read(token) is not { } read)
            return page.Unknown();
        var now = time.GetUtcNow();
        // The address that was written to and the one that the contact has by now: neither is to hear from us.
        var contact = await contacts.FindAsync(read.ContactId, cancellationToken);
        var message = await outbox.FindAsync(read.MessageId, cancellationToken);
        foreach (var address in new[] { contact?.Email, message?.Message.To.Address }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            await suppressions.AddAsync(address, "unsubscribed", now, cancellationToken);
        if (contact is not null)
            await contacts.SetConsentAsync(contact.Id, "email", given: false, "unsubscribe link", now, cancellationToken);
        return page.Done();
    }
}
