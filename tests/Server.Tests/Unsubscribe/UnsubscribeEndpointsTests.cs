using System.Net;
using Activities.Contacts;
using Activities.Email;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Messages;
using Workflows.Running;
using Xunit;

namespace Server.Tests.Unsubscribe;

public sealed class UnsubscribeEndpointsTests : IAsyncLifetime
{
    private DesignerServer _server = null!;
    private long _contact;
    private string _path = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DesignerServer.StartAsync();
        var contacts = _server.Services.GetRequiredService<IContactStore>();
        await contacts.UpsertAsync([new ContactUpsert { Email = "Ada@example.com", EmailConsent = true, ConsentSource = "test" }], overwrite: true, Cancel);
        _contact = (await contacts.ListAsync("ada", 0, 1, Cancel)).Contacts.Single().Id;
        var message = await KeptMessages.SendAsync(_server, _contact, SendState.Accepted, SendCodes.Kept, "ada@example.com");
        _path = new Uri(message.Headers[0].Value.Trim('<', '>')).AbsolutePath;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Looking_at_the_page_changes_nothing()
    {
        using var visitor = _server.Client();
        var html = await visitor.GetStringAsync(new Uri(_path, UriKind.Relative), Cancel);
        Assert.Contains("<form method=\"post\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await HoldAsync());
    }

    [Fact]
    public async Task One_click_of_a_mailbox_provider_holds_the_very_next_message()
    {
        using var provider = _server.Client();
        using var response = await provider.PostAsync(new Uri(_path, UriKind.Relative), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Reason.Suppressed, await HoldAsync());
        Assert.False((await _server.Services.GetRequiredService<IContactStore>().FindAsync(_contact, Cancel))!.EmailConsent);
        using var twice = await provider.PostAsync(new Uri(_path, UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.OK, twice.StatusCode);
    }

    [Fact]
    public async Task The_page_speaks_the_readers_language()
    {
        using var visitor = _server.Client();
        visitor.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9,en;q=0.5");
        var html = await visitor.GetStringAsync(new Uri(_path, UriKind.Relative), Cancel);
        Assert.Contains("确认退订", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_token_that_was_not_signed_here_does_nothing(string method)
    {
        using var visitor = _server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), _path[..^2] + "AA");
        using var response = await visitor.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(await HoldAsync());
    }

    [Fact]
    public async Task The_link_of_an_erased_person_still_answers_and_its_address_stays_suppressed()
    {
        using var visitor = _server.Client();
        await visitor.PostAsync(new Uri(_path, UriKind.Relative), null, Cancel);
        await _server.Services.GetRequiredService<IContactStore>().EraseAsync(_contact, Cancel);
        using var response = await visitor.PostAsync(new Uri(_path, UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(await _server.Services.GetRequiredService<ISuppressionStore>().FindAsync(["ada@example.com"], Cancel));
    }

    private async Task<Reason?> HoldAsync() => (await _server.Services.GetRequiredService<SendGate>().DecideAsync([_contact], Cancel)).Single().Hold;
}
