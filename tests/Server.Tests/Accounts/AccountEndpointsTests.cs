using System.Net;
using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Accounts;
using Designer.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Server.Tests.Accounts;

public sealed class AccountEndpointsTests : IAsyncLifetime
{
    private static readonly SmtpSettings Smtp = new("mail.example.com", 587, "startTls", "shop", "shop@example.com", "Shop", 4);
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        await SaveAsync("main", new("Main", "smtp", true, Smtp, null, "the password"));
        var text = await _server.Http.GetStringAsync(new Uri("/api/accounts", UriKind.Relative), Cancellation);
        Assert.Contains("\"hasSecret\":true", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the password", text, StringComparison.Ordinal);
        var accounts = _server.Services.GetRequiredService<AccountStore>();
        var stored = await accounts.FindByNameAsync(AccountKinds.Smtp, "main", Cancellation);
        Assert.Equal("the password", accounts.Secret(stored!.Document));
        Assert.DoesNotContain("the password", stored.Document.SealedSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_without_a_secret_keeps_the_stored_one()
    {
        await SaveAsync("main", new("Main", "smtp", true, Smtp, null, "the password"));
        await SaveAsync("main", new("Renamed", "smtp", true, Smtp, null, null));
        var row = Assert.Single(await ListAsync());
        Assert.Equal(("Renamed", true), (row.Name, row.HasSecret));
    }

    [Fact]
    public async Task A_kind_has_one_default()
    {
        await SaveAsync("a", new("A", "smtp", true, Smtp, null, null));
        await SaveAsync("b", new("B", "smtp", true, Smtp, null, null));
        Assert.Equal("b", Assert.Single(await ListAsync(), row => row.IsDefault).Id);
    }

    [Fact]
    public async Task A_save_of_an_old_revision_changes_nothing()
    {
        await SaveAsync("main", new("Main", "smtp", true, Smtp, null, null));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/accounts/main") { Content = JsonContent.Create(new SaveAccountRequest("Late", "smtp", true, Smtp, null, null)) };
        request.Headers.Add("If-Match", "\"7\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _server.Http.SendAsync(request, Cancellation)).StatusCode);
        Assert.Equal("Main", Assert.Single(await ListAsync()).Name);
    }

    [Theory]
    [InlineData("mail.example.com", 0, "tls", "shop@example.com", "port")]
    [InlineData("not a host", 25, "tls", "shop@example.com", "not a host")]
    [InlineData("mail.example.com", 25, "ssl", "shop@example.com", "ssl")]
    [InlineData("mail.example.com", 25, "tls", "nobody", "nobody")]
    public async Task Wrong_settings_are_named(string host, int port, string security, string from, string named)
    {
        var answer = await PutAsync("main", new("Main", "smtp", true, new(host, port, security, null, from, "Shop", 1), null, null));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task An_access_token_does_not_go_over_plain_http()
    {
        var answer = await PutAsync("social", new("Social", "mastodon", true, null, new("http://social.example", "public"), "token"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_deleted_account_is_gone()
    {
        await SaveAsync("main", new("Main", "smtp", true, Smtp, null, null));
        var address = new Uri("/api/accounts/main", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync(address, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.DeleteAsync(address, Cancellation)).StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> PutAsync(string id, SaveAccountRequest request) => _server.Http.PutAsJsonAsync($"/api/accounts/{id}", request, ContractJson.Options, Cancellation);

    private async Task SaveAsync(string id, SaveAccountRequest request)
    {
        var answer = await PutAsync(id, request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<List<AccountRow>> ListAsync() => (await _server.Http.GetFromJsonAsync<List<AccountRow>>("/api/accounts", ContractJson.Options, Cancellation))!;
}
