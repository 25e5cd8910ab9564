using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Security;
using Xunit;

namespace Server.Tests.Security;

public sealed class ApiKeyEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_made_key_opens_the_api_until_it_is_revoked()
    {
        var made = await MakeAsync("shop");
        using var program = Program(made.Key);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(Settings, Cancellation)).StatusCode);
        Assert.NotNull(Assert.Single(await ListAsync()).LastUsedAt);

        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync(new Uri($"/api/keys/{made.Row.Id}", UriKind.Relative), Cancellation)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(Settings, Cancellation)).StatusCode);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_made_key_works_after_a_restart_and_lies_nowhere_in_the_data_folder()
    {
        var made = await MakeAsync("shop");
        _server = await _server.RestartAsync();
        using var program = Program(made.Key);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(Settings, Cancellation)).StatusCode);
        await _server.StopAsync();
        foreach (var file in Directory.EnumerateFiles(_server.DataPath, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(made.Key[^40..], await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_a_key_with_another_secret_opens_nothing()
    {
        var made = await MakeAsync("shop");
        using var program = Program(made.Key[..^1] + (made.Key[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(Settings, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Keys_are_never_logged()
    {
        var made = await MakeAsync("shop");
        using var program = Program(made.Key);
        await program.GetAsync(Settings, Cancellation);
        Assert.DoesNotContain(made.Key, _server.Console.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(DesignerServer.ApiKey, _server.Console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_an_unknown_key_names_it()
    {
        var answer = await _server.Http.DeleteAsync(new Uri("/api/keys/nothing", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("'nothing'", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Uri Settings { get; } = new("/api/settings", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<CreateApiKeyResponse> MakeAsync(string name)
    {
        var answer = await _server.Http.PostAsJsonAsync("/api/keys", new CreateApiKeyRequest(name), Cancellation);
        return (await answer.Content.ReadFromJsonAsync<CreateApiKeyResponse>(ContractJson.Options, Cancellation))!;
    }

    private async Task<List<ApiKeyRow>> ListAsync() => (await _server.Http.GetFromJsonAsync<List<ApiKeyRow>>("/api/keys", ContractJson.Options, Cancellation))!;

    private HttpClient Program(string key)
    {
        var client = _server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);
        return client;
    }
}
