using Activities.Contacts;
using Activities.Shop;

namespace Activities.Tests.Shop;

internal static class ShopPeople
{
    public static IReadOnlyList<(Contact Contact, IReadOnlyList<ContactEvent> Events)> Until(DemoShop shop, DateTimeOffset until) =>
    [
        .. shop.Until(until).Select(p => (
            new Contact { Id = p.Contact.Line, ExternalId = p.Contact.ExternalId, Email = p.Contact.Email, FirstName = p.Contact.FirstName, LastName = p.Contact.LastName, Language = p.Contact.Language, CreatedAt = p.Contact.CreatedAt!.Value, EmailConsent = p.Contact.EmailConsent ?? false, Attributes = p.Contact.Attributes },
            (IReadOnlyList<ContactEvent>)[.. p.Events.Select(e => new ContactEvent(e.Id, p.Contact.Line, e.Name, e.At, e.Properties))])),
    ];
}
