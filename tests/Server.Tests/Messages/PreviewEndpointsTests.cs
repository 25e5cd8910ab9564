using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Accounts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Messages;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Testing.Smtp;
using Xunit;

namespace Server.Tests.Messages;

public sealed partial class PreviewEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;
    private string _flow = "";
    private string _step = "";
    private long _contact;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync(null);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_preview_is_the_message_of_the_chosen_contact_and_keeps_nothing()
    {
        using var response = await PostAsync("preview", new PreviewMessageRequest(_step, _contact));
        var preview = (await response.Content.ReadFromJsonAsync<PreviewMessage>(ContractJson.Options, Cancel))!;
        Assert.Equal(("Still thinking it over, <script>alert(1)</script>?", "ada@example.com"), (preview.Subject, preview.To));
        Assert.Contains("Hello &lt;script&gt;alert(1)&lt;/script&gt;,", preview.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", preview.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(preview.Warnings);
        Assert.Equal(0, (await GetAsync<MessagePage>("/api/messages")).Total);
    }

    [Fact]
    public async Task The_preview_warns_of_a_message_that_a_run_would_hold()
    {
        await _server.Services.GetRequiredService<IContactStore>().SetConsentAsync(_contact, "email", given: false, "test", TimeProvider.System.GetUtcNow(), Cancel);
        using var response = await PostAsync("preview", new PreviewMessageRequest(_step, _contact));
        var preview = (await response.Content.ReadFromJsonAsync<PreviewMessage>(ContractJson.Options, Cancel))!;
        Assert.Contains("no_consent", Assert.Single(preview.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_send_without_an_account_is_in_the_outbox_with_links_that_work()
    {
        using var response = await PostAsync("test", new TestSendRequest(_step, _contact, "me@example.com"));
        var sent = (await response.Content.ReadFromJsonAsync<TestSendResponse>(ContractJson.Options, Cancel))!;
        Assert.Equal("accepted", sent.State);
        var message = await GetAsync<MessageDetail>($"/api/messages/{sent.MessageId}");
        Assert.Equal(("me@example.com", true, true), (message.Message.To, message.Message.Kept, message.Message.IsTest));
        using var visitor = _server.Client();
        using var page = await visitor.GetAsync(new Uri(Link().Match(message.Text).Value), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var profile = await GetAsync<ContactProfile>($"/api/contacts/{_contact}");
        Assert.DoesNotContain(profile.Timeline, t => t.Kind == "message");
    }

    [Fact]
    public async Task A_test_send_through_an_account_takes_the_path_of_a_run()
    {
        await using var smtp = new LoopbackSmtpServer();
        await _server.DisposeAsync();
        await StartAsync("https://news.sender.internal/designer");
        await AddAccountAsync(smtp.Port);
        using var response = await PostAsync("test", new TestSendRequest(_step, _contact, "me@people.internal"));
        var sent = (await response.Content.ReadFromJsonAsync<TestSendResponse>(ContractJson.Options, Cancel))!;
        Assert.Equal(("accepted", "250"), (sent.State, sent.Reason));
        var mail = Assert.Single(smtp.Mails);
        Assert.Equal("me@people.internal", mail.To);
        Assert.Contains("List-Unsubscribe: <https://news.sender.internal/designer/u/", Unfold(mail.Data), StringComparison.Ordinal);
        var eml = await _server.Http.GetStringAsync(new Uri($"/api/messages/{sent.MessageId}/eml", UriKind.Relative), Cancel);
        Assert.Equal(mail.Data, eml);
        Assert.DoesNotContain("me@people.internal", _server.Console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_public_address_is_refused_with_a_sentence()
    {
        await AddAccountAsync(2525);
        using var response = await PostAsync("test", new TestSendRequest(_step, _contact, "me@people.internal"));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Designer:PublicUrl", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync<MessagePage>("/api/messages")).Total);
    }

    [Theory]
    [InlineData("me at home", HttpStatusCode.BadRequest)]
    [InlineData("me@example.com\r\nBcc: all@example.com", HttpStatusCode.BadRequest)]
    public async Task An_address_that_is_none_is_refused(string address, HttpStatusCode status)
    {
        using var response = await PostAsync("test", new TestSendRequest(_step, _contact, address));
        Assert.Equal(status, response.StatusCode);
    }

    private async Task StartAsync(string? publicUrl)
    {
        _server = await DesignerServer.StartAsync(s => publicUrl is null ? s : s with { Configuration = new Dictionary<string, string> { ["Designer:PublicUrl"] = publicUrl } });
        var json = await File.ReadAllTextAsync(SharedData.Repository("workflows/browse-reminder.json"), Cancel);
        using var imported = await _server.Http.PostAsync(new Uri("/api/workflows/import", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), Cancel);
        imported.EnsureSuccessStatusCode();
        using var definition = JsonDocument.Parse(json);
        _flow = definition.RootElement.GetProperty("definitionId").GetString()!;
        _step = definition.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray().First(a => a.GetProperty("type").GetString() == "Marketing.SendEmail").GetProperty("id").GetString()!;
        var contacts = _server.Services.GetRequiredService<IContactStore>();
        await contacts.UpsertAsync([new ContactUpsert { Email = "ada@example.com", FirstName = "<script>alert(1)</script>", EmailConsent = true, ConsentSource = "test" }], overwrite: true, Cancel);
        _contact = (await contacts.ListAsync("ada@", 0, 1, Cancel)).Contacts.Single().Id;
    }

    private async Task AddAccountAsync(int port)
    {
        var request = new SaveAccountRequest("Relay", "smtp", true, new SmtpSettings("127.0.0.1", port, "none", null, "shop@sender.internal", "Shop", 2), null, null);
        using var saved = await _server.Http.PutAsJsonAsync("/api/accounts/relay", request, ContractJson.Options, Cancel);
        saved.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> PostAsync<T>(string what, T request) => _server.Http.PostAsJsonAsync($"/api/workflows/{_flow}/{what}", request, ContractJson.Options, Cancel);

    private async Task<T> GetAsync<T>(string path) => (await _server.Http.GetFromJsonAsync<T>(path, ContractJson.Options, Cancel))!;

    private static string Unfold(string mail) => mail.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("List-Unsubscribe:  ", "List-Unsubscribe: ", StringComparison.Ordinal);

    [GeneratedRegex(@"http://\S+/u/\S+")]
    private static partial Regex Link();
}
