using System.Net;
using System.Net.Http.Json;
using Designer.Server.Health;
using Xunit;

namespace Server.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Ready_once_the_stores_are_open()
    {
        await using var server = await DesignerServer.StartAsync();
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        var readiness = await client.GetFromJsonAsync<Readiness>("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal("ready", readiness?.Status);
    }

    [Fact]
    public void A_machine_without_openmp_is_told_what_to_install()
    {
        var sentence = MissingLibraries.Sentence(isLinux: true, _ => false);
        Assert.Contains("libgomp.so.1 is missing", sentence, StringComparison.Ordinal);
        Assert.Contains("apt-get install libgomp1", sentence, StringComparison.Ordinal);
        Assert.Null(MissingLibraries.Sentence(isLinux: true, _ => true));
        Assert.Null(MissingLibraries.Sentence(isLinux: false, _ => false));
    }
}
