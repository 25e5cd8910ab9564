using Designer.Client.Api;
using Designer.Contracts.Security;

namespace Designer.Client.Security;

/// <summary>Who is here: decides between set-up, sign-in and the application.</summary>
public sealed class SessionState
{
    private readonly SecurityClient _client;
    private readonly AntiforgeryToken _antiforgery;

    public SessionState(SecurityClient client, AntiforgeryToken antiforgery, ApiHttp api)
    {
        ArgumentNullException.ThrowIfNull(api);
        (_client, _antiforgery) = (client, antiforgery);
        api.Unauthorized += Expired;
    }

    /// <summary>Null until the server has answered.</summary>
    public Session? Current { get; private set; }

    public event Action? Changed;

    public async Task RefreshAsync()
    {
        Current = await _client.GetSessionAsync();
        _antiforgery.Value = Current.Antiforgery;
        Changed?.Invoke();
    }

    public async Task SetUpAsync(SetupRequest request)
    {
        await _client.SetUpAsync(request);
        await RefreshAsync();
    }

    public async Task SignInAsync(SignInRequest request)
    {
        await _client.SignInAsync(request);
        await RefreshAsync();
    }

    public async Task SignOutAsync()
    {
        await _client.SignOutAsync();
        await RefreshAsync();
    }

    private void Expired()
    {
        if (Current is not { State: "signedIn" } current)
            return;
        Current = current with { State = "signedOut", UserName = null, Role = null };
        Changed?.Invoke();
    }
}
