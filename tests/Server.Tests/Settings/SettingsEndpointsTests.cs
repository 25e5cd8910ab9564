using System.Net;
using System.Net.Http.Json;
using Designer.Contracts;
using Xunit;
using SettingsContract = Designer.Contracts.Security.Settings;

namespace Server.Tests.Settings;

public sealed class SettingsEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task They_are_kept_over_a_restart()
    {
        var first = await GetAsync();
        var answer = await PutAsync(first with { DefaultZone = "Europe/Berlin", SenderName = "Shop" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        _server = await _server.RestartAsync();
        var kept = await GetAsync();
        Assert.Equal(("Europe/Berlin", "Shop", 1L), (kept.DefaultZone, kept.SenderName, kept.Revision));
    }

    [Theory]
    [InlineData("Mars/Olympus", "shop@example.com", null, "Mars/Olympus")]
    [InlineData("UTC", "no address", null, "no address")]
    [InlineData("UTC", "shop@example.com", "https://elsewhere.example", "Designer:PublicUrl")]
    public async Task A_wrong_value_is_named_and_nothing_is_kept(string zone, string address, string? publicUrl, string named)
    {
        var answer = await PutAsync(await GetAsync() with { DefaultZone = zone, SenderAddress = address, PublicUrl = publicUrl });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync()).Revision);
    }

    private async Task<SettingsContract> GetAsync() => (await _server.Http.GetFromJsonAsync<SettingsContract>("/api/settings", ContractJson.Options, TestContext.Current.CancellationToken))!;

    private Task<HttpResponseMessage> PutAsync(SettingsContract settings) => _server.Http.PutAsJsonAsync("/api/settings", settings, ContractJson.Options, TestContext.Current.CancellationToken);
}
