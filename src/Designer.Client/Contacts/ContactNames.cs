using Designer.Contracts.Contacts;
using Microsoft.Extensions.Localization;

namespace Designer.Client.Contacts;

/// <summary>What to call somebody of whom little may be known. Always shown as text, whatever it contains.</summary>
public static class ContactNames
{
    public static string Of(ContactRow contact, IStringLocalizer<ContactsTexts> text)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(text);
        var name = $"{contact.FirstName} {contact.LastName}".Trim();
        return name.Length > 0 ? name : contact.Email ?? contact.ExternalId ?? text["Unnamed", contact.Id];
    }
}
