using System.Net;
using System.Net.Http.Json;
using Activities.Email;
using Designer.Contracts;
using Designer.Contracts.Accounts;
using Designer.Contracts.Messages;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Testing.Smtp;
using Xunit;

namespace Server.Tests.Messages;

public sealed class MessageEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_outbox_lists_and_shows_a_message_and_gives_it_as_a_file()
    {
        var message = await KeptMessages.SendAsync(_server, 7, SendState.Accepted, SendCodes.Kept);
        var page = await GetAsync<MessagePage>("/api/messages?runId=run1");
        var row = Assert.Single(page.Items);
        Assert.Equal((message.Id, "ada@example.com", "accepted", true, false), (row.Id, row.To, row.State, row.Kept, row.IsTest));
        var detail = await GetAsync<MessageDetail>($"/api/messages/{row.Id}");
        Assert.Equal("Hello 世界", detail.Headers.Single(h => h.Name == "Subject").Value);
        Assert.Contains(detail.Headers, h => h.Name == "List-Unsubscribe-Post");
        Assert.Equal(message.Html, detail.Html);

        using var eml = await _server.Http.GetAsync(new Uri($"/api/messages/{row.Id}/eml", UriKind.Relative), Cancel);
        Assert.Equal("message/rfc822", eml.Content.Headers.ContentType?.MediaType);
        using var mime = await MimeMessage.LoadAsync(await eml.Content.ReadAsStreamAsync(Cancel), Cancel);
        Assert.Equal((message.MessageId, "Hello 世界"), (mime.MessageId, mime.Subject));
    }

    [Theory]
    [InlineData("/api/messages/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/messages/nothing/eml", HttpStatusCode.NotFound)]
    [InlineData("/api/messages?state=lost", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_said_in_a_sentence(string path, HttpStatusCode status)
    {
        using var response = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task After_a_restart_a_claim_without_a_seal_is_in_doubt_until_a_person_settles_it()
    {
        var message = await KeptMessages.SendAsync(_server, 7, state: null, "");
        _server = await _server.RestartAsync();
        var row = Assert.Single((await GetAsync<MessagePage>("/api/messages?state=in_doubt")).Items);
        Assert.Equal(message.Id, row.Id);
        using var wrong = await SettleAsync(row.Id, "refused");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var settled = await SettleAsync(row.Id, "accepted");
        Assert.Equal("accepted", (await settled.Content.ReadFromJsonAsync<MessageRow>(ContractJson.Options, Cancel))!.State);
        Assert.Empty((await GetAsync<MessagePage>("/api/messages?state=in_doubt")).Items);
        using var again = await SettleAsync(row.Id, "accepted");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task An_smtp_account_is_checked_against_the_real_server()
    {
        await using var smtp = new LoopbackSmtpServer(new SmtpBehaviour { SignIn = "shop:secret" });
        Assert.Equal((true, $"127.0.0.1:{smtp.Port} answers and takes the sign-in."), await CheckAsync(smtp.Port, "secret"));
        var (ok, message) = await CheckAsync(smtp.Port, "wrong");
        Assert.False(ok);
        Assert.Contains("refuses the user name or password", message, StringComparison.Ordinal);
        Assert.Empty(smtp.Mails);
    }

    [Fact]
    public async Task A_sender_is_the_default_account_the_named_one_or_the_outbox()
    {
        var senders = _server.Services.GetRequiredService<ISenders>();
        Assert.Null((await senders.FindAsync(null, Cancel)).Account);
        await CheckAsync(2525, "secret");
        var sender = await senders.FindAsync("", Cancel);
        Assert.Equal(("Relay", "shop@sender.internal", false), (sender.Account!.Name, sender.FromAddress, sender.HasPublicUrl));
        var fault = Assert.Throws<Activities.Runs.ActivityFaultException>(sender.RequireReachableLinks);
        Assert.Contains("Designer:PublicUrl", fault.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<Activities.Runs.ActivityFaultException>(() => senders.FindAsync("Nobody's", Cancel));
        Assert.Contains("Nobody's", unknown.Message, StringComparison.Ordinal);
    }

    private async Task<(bool Ok, string Message)> CheckAsync(int port, string secret)
    {
        var request = new SaveAccountRequest("Relay", "smtp", true, new SmtpSettings("127.0.0.1", port, "none", "shop", "shop@sender.internal", "Shop", 2), null, secret);
        using var saved = await _server.Http.PutAsJsonAsync("/api/accounts/relay", request, ContractJson.Options, Cancel);
        saved.EnsureSuccessStatusCode();
        using var response = await _server.Http.PostAsync(new Uri("/api/accounts/relay/check", UriKind.Relative), null, Cancel);
        var check = (await response.Content.ReadFromJsonAsync<AccountCheck>(ContractJson.Options, Cancel))!;
        return (check.Ok, check.Message);
    }

    private Task<HttpResponseMessage> SettleAsync(string id, string state) => _server.Http.PostAsJsonAsync($"/api/messages/{id}/settle", new SettleRequest(state), ContractJson.Options, Cancel);

    private async Task<T> GetAsync<T>(string path) => (await _server.Http.GetFromJsonAsync<T>(path, ContractJson.Options, Cancel))!;
}
