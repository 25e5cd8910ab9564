using System.Net.Http.Json;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Designer.Contracts.Schedules;
using Server.Tests.Runs;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Schedules;

public sealed class ScheduleEndpointsTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    [Fact]
    public async Task A_published_schedule_really_fires_and_stops_when_it_is_unpublished()
    {
        var flow = new TestFlow("ticking").Trigger(cron: "* * * * * ?", zone: "Asia/Tokyo", custom: ("overlap", "Allow")).Step("say", "Elsa.WriteLine", ("text", "tick")).Line("t", "Done", "say");
        var id = await SaveAsync(flow);
        Assert.Empty(await RunsAsync(id));
        using var published = await server.Http.PostAsync($"/api/workflows/{id}/publish", null, Token);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Token));
        var row = Assert.Single((await SchedulesAsync()), r => r.DefinitionId == id);
        Assert.Equal((5, "Asia/Tokyo", null), (row.NextFireTimes.Count, row.Zone, row.Problem));
        var runs = await UntilAsync(() => RunsAsync(id), r => r.Count(x => x.Status == RunStatus.Finished) >= 2);
        Assert.All(runs, r => Assert.Equal("schedule", r.StartedBy));
        Assert.Equal(runs.Count, runs.Select(r => r.Id).Distinct().Count());
        using var unpublished = await server.Http.PostAsync($"/api/workflows/{id}/unpublish", null, Token);
        Assert.True(unpublished.IsSuccessStatusCode);
        Assert.DoesNotContain(await SchedulesAsync(), r => r.DefinitionId == id);
    }

    [Fact]
    public async Task The_preview_tells_the_next_five_or_what_is_wrong()
    {
        using var good = await server.Http.PostAsJsonAsync("/api/schedules/preview", new SchedulePreviewRequest("0 0 9 ? * MON", "Europe/Berlin"), ContractJson.Options, Token);
        var preview = (await good.Content.ReadFromJsonAsync<SchedulePreview>(ContractJson.Options, Token))!;
        Assert.Equal((5, null), (preview.Next.Count, preview.Problem));
        Assert.All(preview.Next, t => Assert.Equal(DayOfWeek.Monday, t.DayOfWeek));
        using var bad = await server.Http.PostAsJsonAsync("/api/schedules/preview", new SchedulePreviewRequest("0 0 9 30 2 ?", "Europe/Berlin"), ContractJson.Options, Token);
        preview = (await bad.Content.ReadFromJsonAsync<SchedulePreview>(ContractJson.Options, Token))!;
        Assert.Equal((0, "'0 0 9 30 2 ?' never fires."), (preview.Next.Count, preview.Problem));
    }

    private async Task<string> SaveAsync(TestFlow flow)
    {
        using var saved = await server.Http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(JsonElement.Parse(ElsaJson.Write(flow.Build()))), ContractJson.Options, Token);
        return (await saved.Content.ReadFromJsonAsync<SaveFlowResponse>(ContractJson.Options, Token))!.Summary.DefinitionId;
    }

    private async Task<List<RunSummary>> RunsAsync(string id) => (await server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={id}", ContractJson.Options, Token))!;

    private async Task<List<ScheduleRow>> SchedulesAsync() => (await server.Http.GetFromJsonAsync<List<ScheduleRow>>("/api/schedules", ContractJson.Options, Token))!;

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        for (; ; await Task.Delay(50, patience.Token))
        {
            var answer = await ask();
            if (so(answer))
                return answer;
        }
    }
}
