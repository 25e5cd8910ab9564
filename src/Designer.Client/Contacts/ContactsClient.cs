using Designer.Client.Api;
using Designer.Contracts.Contacts;

namespace Designer.Client.Contacts;

/// <summary>/api/contacts, /api/attributes and /api/events/kinds.</summary>
public sealed class ContactsClient(ApiHttp api)
{
    public Task<ContactPage> FindAsync(string? query, int offset, int limit, CancellationToken cancellationToken = default) =>
        api.GetAsync<ContactPage>(new Query("api/contacts").And("query", query).Page(offset, limit).ToString(), cancellationToken);

    public Task<ContactProfile> GetAsync(long id) => api.GetAsync<ContactProfile>($"api/contacts/{id}");

    public Task EraseAsync(long id) => api.DeleteAsync($"api/contacts/{id}");

    /// <summary>For a link with a download attribute.</summary>
    public static string ExportAddress(long id) => $"api/contacts/{id}/export";

    public Task<UpsertResponse> SaveAsync(IReadOnlyList<ContactInput> contacts) => api.PostAsync<UpsertResponse>("api/contacts", contacts);

    public Task<IReadOnlyList<AttributeRow>> GetAttributesAsync() => api.GetAsync<IReadOnlyList<AttributeRow>>("api/attributes");

    public Task<IReadOnlyList<EventKindRow>> GetEventKindsAsync() => api.GetAsync<IReadOnlyList<EventKindRow>>("api/events/kinds");
}
