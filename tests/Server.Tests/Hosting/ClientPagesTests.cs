using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace Server.Tests.Hosting;

public sealed class ClientPagesTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/flows/win-back")]
    [InlineData("/setup?token=abc")]
    public async Task Every_address_of_the_client_gets_its_page(string address)
    {
        var page = await server.Client().GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("_framework/blazor.webassembly.js", page, StringComparison.Ordinal);
        Assert.Contains("<base href=\"/\" />", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_framework/blazor.webassembly.js")]
    [InlineData("/_framework/dotnet.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    public async Task The_files_of_the_client_are_public(string address)
    {
        var answer = await server.Client().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/hubs/nothing")]
    [InlineData("/health/nothing")]
    [InlineData("/missing.png")]
    [InlineData("/_framework/missing.js")]
    public async Task Anything_else_unknown_is_a_problem_of_404(string address)
    {
        var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Equal(404, problem?.Status);
    }
}
