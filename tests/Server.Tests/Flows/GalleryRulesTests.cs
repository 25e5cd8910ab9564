using System.Text.Json;
using Activities.Segments;
using Designer.Server.Flows;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Segments;
using Xunit;

namespace Server.Tests.Flows;

/// <summary>The samples are made for the demo shop: every rule is understood by the fact store, and the first screen a newcomer runs finds somebody.</summary>
public sealed class GalleryRulesTests : IAsyncLifetime
{
    private DesignerServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DesignerServer.StartAsync(s => s with { DemoContacts = 600 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_rule_of_the_samples_is_answered_by_the_store()
    {
        var queries = _server.Services.GetRequiredService<ISegmentQueries>();
        foreach (var (flow, step, rule) in Rules())
        {
            var count = await queries.CountAsync(rule, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
            Assert.True(count >= 0, $"{flow}, {step}: {count}");
        }
    }

    [Theory]
    [InlineData("win-back", "who")]
    [InlineData("newsletter-test", "who")]
    [InlineData("rescue-list", "who")]
    [InlineData("mid-autumn", "chinese")]
    public async Task A_sample_finds_people_in_the_demo_shop(string flow, string step)
    {
        var rule = Rules().Single(r => r.Flow == flow && r.Step == step).Rule;
        var count = await _server.Services.GetRequiredService<ISegmentQueries>().CountAsync(rule, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, count);
    }

    private static IEnumerable<(string Flow, string Step, SegmentRule Rule)> Rules() =>
        from sample in Gallery.Samples
        from activity in sample.Definition.Root.Container!.Activities
        where activity.Inputs.ContainsKey("rule")
        select (sample.Id, activity.Id, JsonSerializer.Deserialize<SegmentRule>(activity.Inputs["rule"].Expression!.Value!.Value.GetString()!)!);
}
