using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace Server.Tests.Hosting;

/// <summary>Requests that nobody can read are told what is wrong with them, by every route in the same way.</summary>
public sealed class RequestsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Theory]
    [InlineData("{\"name\": 5}", "$.name")]
    [InlineData("{\"name\": ", "$.name")]
    [InlineData("{}", "name")]
    [InlineData("{\"name\": null}", "$.name")]
    public async Task Unreadable_json_is_a_400_that_names_the_place(string json, string place)
    {
        var problem = await PostAsync("/api/keys", json, HttpStatusCode.BadRequest);
        Assert.Contains(place, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_a_413_that_names_it()
    {
        var problem = await PostAsync("/api/keys", $"{{\"name\": \"{new string('a', 17 * 1024 * 1024)}\"}}", HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains($"{16 * 1024 * 1024}", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_is_a_405()
    {
        var answer = await server.Http.GetAsync(new Uri("/api/setup", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_if_match_that_holds_no_revision_is_named()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/settings") { Content = JsonContent.Create(await server.Http.GetFromJsonAsync<Designer.Contracts.Security.Settings>("/api/settings", TestContext.Current.CancellationToken)) };
        request.Headers.TryAddWithoutValidation("If-Match", "seven");
        var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("seven", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<ProblemDetails> PostAsync(string address, string json, HttpStatusCode status)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        // The refusal comes before the body has gone out, however slow the machine.
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = server.Http.DefaultRequestHeaders.Authorization;
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = server.Address };
        using var answer = await patient.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken))!;
    }
}
