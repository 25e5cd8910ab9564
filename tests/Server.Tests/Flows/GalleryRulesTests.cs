using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Activities.Segments;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Flows;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Workflows.Running;
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
    [InlineData("product-launch", "who")]
    [InlineData("review-request", "who")]
    [InlineData("event-reminder", "who")]
    [InlineData("price-drop", "who")]
    public async Task A_sample_finds_people_in_the_demo_shop(string flow, string step)
    {
        var rule = Rules().Single(r => r.Flow == flow && r.Step == step).Rule;
        var count = await _server.Services.GetRequiredService<ISegmentQueries>().CountAsync(rule, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, count);
    }

    public static TheoryData<string> Campaigns => [.. Gallery.Samples.Where(s => s.Definition.Root.Container!.Activities.Any(a => a.Type == "Marketing.Segment")).Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Campaigns))]
    public async Task A_campaign_runs_on_the_demo_shop_until_it_waits_or_ends(string id)
    {
        var stop = TestContext.Current.CancellationToken;
        using (var file = new StringContent(await File.ReadAllTextAsync(SharedData.Repository($"workflows/{id}.json"), stop), Encoding.UTF8, "application/json"))
        using (var imported = await _server.Http.PostAsync("/api/workflows/import", file, stop))
            Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync(stop));
        using var started = await _server.Http.PostAsJsonAsync($"/api/workflows/{id}/runs", new StartRunRequest(RunMode.Simulate), ContractJson.Options, stop);
        var run = (await started.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options, stop))!;
        RunDetail detail;
        while ((detail = (await _server.Http.GetFromJsonAsync<RunDetail>($"/api/runs/{run.Id}", ContractJson.Options, stop))!).SubStatus is not (RunSubStatus.Finished or RunSubStatus.Suspended))
        {
            Assert.True(detail.SubStatus is RunSubStatus.Pending or RunSubStatus.Executing, $"{detail.SubStatus}: {detail.Fault}");
            await Task.Delay(TimeSpan.FromMilliseconds(25), stop);
        }
        Assert.True(detail.Activities.Where(a => a.Type == "Marketing.Segment").Sum(a => a.Entered) > 0, "Nobody reached the segment.");
        Assert.All(detail.Activities, a => Assert.Equal((0, a.Entered), (a.Faulted, a.Queued + a.InWork + a.Waiting + a.Outcomes.Values.Sum() + a.Dropped)));
    }

    private static IEnumerable<(string Flow, string Step, SegmentRule Rule)> Rules() =>
        from sample in Gallery.Samples
        from activity in sample.Definition.Root.Container!.Activities
        where activity.Inputs.ContainsKey("rule")
        select (sample.Id, activity.Id, JsonSerializer.Deserialize<SegmentRule>(activity.Inputs["rule"].Expression!.Value!.Value.GetString()!)!);
}
