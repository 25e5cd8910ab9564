using Designer.Client.Api;
using Designer.Contracts.Contacts;

namespace Designer.Client.Contacts;

/// <summary>/api/suppressions: addresses that are never written to.</summary>
public sealed class SuppressionClient(ApiHttp api)
{
    public Task<IReadOnlyList<SuppressionRow>> GetAsync(int offset, int limit) => api.GetAsync<IReadOnlyList<SuppressionRow>>(new Query("api/suppressions").Page(offset, limit).ToString());

    public Task AddAsync(string address) => api.PostAsync("api/suppressions", new AddSuppressionRequest(address, null));

    public Task RemoveAsync(string address) => api.DeleteAsync($"api/suppressions/{Uri.EscapeDataString(address)}");
}
