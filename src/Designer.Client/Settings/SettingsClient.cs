using Designer.Client.Api;

namespace Designer.Client.Settings;

/// <summary>/api/settings.</summary>
public sealed class SettingsClient(ApiHttp api)
{
    public Task<Contracts.Security.Settings> GetAsync() => api.GetAsync<Contracts.Security.Settings>("api/settings");

    public Task<Contracts.Security.Settings> SaveAsync(Contracts.Security.Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return api.PutAsync<Contracts.Security.Settings>("api/settings", settings, settings.Revision);
    }
}
