using Designer.Client.Api;
using Designer.Contracts.Accounts;

namespace Designer.Client.Accounts;

/// <summary>/api/accounts.</summary>
public sealed class AccountsClient(ApiHttp api)
{
    public Task<IReadOnlyList<AccountRow>> GetAccountsAsync() => api.GetAsync<IReadOnlyList<AccountRow>>("api/accounts");

    /// <param name="revision">Null for a new one.</param>
    public Task<AccountRow> SaveAsync(string id, SaveAccountRequest request, long? revision) => api.PutAsync<AccountRow>(Address(id), request, revision);

    public Task DeleteAsync(string id) => api.DeleteAsync(Address(id));

    public Task<AccountCheck> CheckAsync(string id) => api.PostAsync<AccountCheck>($"{Address(id)}/check");

    private static string Address(string id) => $"api/accounts/{Uri.EscapeDataString(id)}";
}
