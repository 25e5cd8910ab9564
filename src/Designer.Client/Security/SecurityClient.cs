using Designer.Client.Api;
using Designer.Contracts.Security;

namespace Designer.Client.Security;

/// <summary>/api/session, /api/setup and /api/keys.</summary>
public sealed class SecurityClient(ApiHttp api)
{
    public Task<Session> GetSessionAsync() => api.GetAsync<Session>("api/session");

    public Task SetUpAsync(SetupRequest request) => api.PostAsync("api/setup", request);

    public Task SignInAsync(SignInRequest request) => api.PostAsync("api/session", request);

    public Task SignOutAsync() => api.DeleteAsync("api/session");

    public Task<IReadOnlyList<ApiKeyRow>> GetKeysAsync() => api.GetAsync<IReadOnlyList<ApiKeyRow>>("api/keys");

    public Task<CreateApiKeyResponse> CreateKeyAsync(string name) => api.PostAsync<CreateApiKeyResponse>("api/keys", new CreateApiKeyRequest(name));

    public Task DeleteKeyAsync(string id) => api.DeleteAsync($"api/keys/{Uri.EscapeDataString(id)}");
}
