using System.Net;
using System.Net.Http.Json;
using Designer.Contracts;
using Designer.Contracts.Security;
using Designer.Server.Security;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Server.Tests.Security;

/// <summary>A person at a browser: keeps cookies, and sends back the antiforgery token that the session tells.</summary>
public sealed class Visitor : IDisposable
{
    public const string Name = "Ada";
    public const string Password = "correct horse battery";

    public Visitor(DesignerServer server, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = server.Address };
    }

    /// <summary>Cookies do not look at the port, so they may go on to the restarted server.</summary>
    public CookieContainer Cookies { get; }

    public HttpClient Http { get; }

    /// <summary>What the console printed; null: nothing to set up.</summary>
    public static string? Token(DesignerServer server) => server.Services.GetRequiredService<SetupToken>().Current;

    public static async Task<Visitor> OwnerOf(DesignerServer server)
    {
        var owner = new Visitor(server);
        var answer = await owner.SetUpAsync(Token(server) ?? "");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await owner.SessionAsync();
        return owner;
    }

    public Task<HttpResponseMessage> SetUpAsync(string token, string password = Password) => PostAsync("/api/setup", new SetupRequest(token, Name, password));

    public Task<HttpResponseMessage> SignInAsync(string password = Password, string name = Name) => PostAsync("/api/session", new SignInRequest(name, password));

    public Task<HttpResponseMessage> PostAsync<T>(string address, T body) => Http.PostAsJsonAsync(address, body, ContractJson.Options, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string address) => Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>As the client does after each sign-in: asks who it is and keeps the token.</summary>
    public async Task<Session> SessionAsync()
    {
        var session = (await Http.GetFromJsonAsync<Session>("/api/session", ContractJson.Options, TestContext.Current.CancellationToken))!;
        Http.DefaultRequestHeaders.Remove(RequestGuards.HeaderName);
        if (session.Antiforgery is { } token)
            Http.DefaultRequestHeaders.Add(RequestGuards.HeaderName, token);
        return session;
    }

    public void Dispose() => Http.Dispose();
}
