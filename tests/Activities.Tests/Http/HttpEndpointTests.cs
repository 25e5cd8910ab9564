using System.Text.Json;
using Activities.Http;
using Activities.Runs;
using Workflows.Running.Ordinary;
using Xunit;

namespace Activities.Tests.Http;

public sealed class HttpEndpointTests
{
    private readonly FakeActivityContext _context = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_the_middle_of_a_run_it_waits_for_each_of_its_methods_on_its_terms()
    {
        var inputs = new HttpEndpoint.Inputs { Path = "/orders/{id}/", SupportedMethods = ["get", "POST", "Get", "OPTIONS"], Authorize = true, RequestTimeout = TimeSpan.FromSeconds(5) };
        await new HttpEndpoint().ExecuteAsync(inputs, _context, Token);
        Assert.Equal([("http:GET:orders/{id}", null, "Done", Bookmark.EveryOutput), ("http:POST:orders/{id}", null, "Done", Bookmark.EveryOutput)], _context.WaitsFor);
        Assert.Equal(new HttpTerms("POST", "orders/{id}", true, TimeSpan.FromSeconds(5), null), _context.Terms[1]!.Value.Deserialize<HttpTerms>());
    }

    [Fact]
    public async Task Without_a_method_that_exists_it_is_a_fault()
    {
        var fault = await Assert.ThrowsAsync<ActivityFaultException>(() => new HttpEndpoint().ExecuteAsync(new HttpEndpoint.Inputs { Path = "x", SupportedMethods = ["FETCH"] }, _context, Token));
        Assert.Contains("GET, HEAD, POST", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("00:00:00", 30)]
    [InlineData("00:02:00", 120)]
    [InlineData("1.00:00:00", 600)]
    public void The_answer_has_a_limit_of_time(string? given, int seconds)
    {
        var terms = Assert.Single(HttpTerms.Of(new HttpEndpoint.Inputs { Path = "x", RequestTimeout = given is null ? null : TimeSpan.Parse(given, System.Globalization.CultureInfo.InvariantCulture) }));
        Assert.Equal((TimeSpan.FromSeconds(seconds), 1024 * 1024L), (terms.Timeout, terms.SizeLimit));
    }

    [Fact]
    public void A_policy_that_nobody_knows_opens_nothing() => Assert.True(HttpTerms.Of(new HttpEndpoint.Inputs { Path = "x", Policy = "partners" })[0].Authorize);
}
