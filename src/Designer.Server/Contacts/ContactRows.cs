using System.Text.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Contacts;

namespace Designer.Server.Contacts;

/// <summary>From what the stores keep to what the interface says, and back.</summary>
internal static class ContactRows
{
    public static async Task<IReadOnlyList<ContactRow>> RowsAsync(this ISuppressionStore suppressions, IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        var suppressed = await suppressions.FindAsync([.. contacts.Select(c => c.Email).OfType<string>()], cancellationToken);
        return [.. contacts.Select(c => new ContactRow(
            c.Id, c.ExternalId, c.Email, c.FirstName, c.LastName, c.Language, c.TimeZone, c.EmailConsent, c.Email is not null && suppressed.Contains(c.Email), c.Tags, c.CreatedAt))];
    }

    public static IReadOnlyDictionary<string, JsonElement> Json(IReadOnlyDictionary<string, object?> values) =>
        values.ToDictionary(v => v.Key, v => JsonSerializer.SerializeToElement(v.Value, ContractJson.Options), StringComparer.Ordinal);

    public static ContactUpsert Upsert(long line, ContactInput input) => new()
    {
        Line = line,
        ExternalId = input.ExternalId,
        Email = input.Email,
        Phone = input.Phone,
        FirstName = input.FirstName,
        LastName = input.LastName,
        Language = input.Language,
        TimeZone = input.TimeZone,
        EmailConsent = input.EmailConsent,
        ConsentSource = "api",
        Tags = input.Tags ?? [],
        Attributes = Plain(input.Attributes),
    };

    public static Dictionary<string, object?> Plain(IReadOnlyDictionary<string, JsonElement>? values) =>
        values is null ? [] : values.ToDictionary(v => v.Key, v => Plain(v.Value), StringComparer.Ordinal);

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };
}
