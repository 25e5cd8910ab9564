using System.Net;
using System.Text.RegularExpressions;
using Designer.Server.Hosting;
using Designer.Server.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Server.Tests.Security;

public sealed partial class PublicRoutesTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Fact]
    public void Every_route_without_a_sign_in_is_on_the_written_list()
    {
        var strangers = Routes().Where(route => route.IsPublic).Select(route => route.Name).Except(PublicRoutes.Guards.Keys);
        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_route_is_below_a_path_that_the_client_leaves_alone()
    {
        var strangers = Routes().Where(route => !ClientPages.ServerPaths.Any(prefix => route.Path.StartsWith(prefix + "/", StringComparison.Ordinal) || route.Path == prefix));
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Every_other_route_answers_401_without_credentials_and_never_redirects()
    {
        using var client = server.Client();
        var closed = Routes().Where(route => !route.IsPublic).ToList();
        Assert.Contains(closed, route => route.Name == "GET /api/keys");
        foreach (var route in closed)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), Parameter().Replace(route.Path, "1"));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route.Name} answered {(int)answer.StatusCode} without credentials.");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_as_good_as_none()
    {
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Authorization", "ApiKey wfd_0011223344ff_guess");
        var answer = await client.GetAsync(new Uri("/api/settings", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>All but the client's files, which are public by nature.</summary>
    private IEnumerable<Route> Routes() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"]
        select new Route(method, endpoint.RoutePattern.RawText is ['/', ..] path ? path : $"/{endpoint.RoutePattern.RawText}", endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private sealed record Route(string Method, string Path, bool IsPublic)
    {
        public string Name => $"{Method} {Path}";
    }
}
