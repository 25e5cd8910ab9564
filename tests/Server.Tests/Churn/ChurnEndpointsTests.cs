using System.Net;
using System.Net.Http.Json;
using Activities.Contacts;
using Designer.Contracts;
using Designer.Contracts.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Server.Tests.Churn;

public sealed class ChurnEndpointsTests
{
    [Fact]
    public async Task The_demo_shop_is_loaded_and_its_churn_model_trained_evaluated_and_explained()
    {
        await using var server = await DesignerServer.StartAsync(s => s with { DemoContacts = 1200 });
        var status = await TrainedAsync(server);
        Assert.Equal((("idle", (string?)null)), (status.State, status.Fault));

        var card = (await server.Http.GetFromJsonAsync<ChurnModelCard>("/api/models/churn", ContractJson.Options, Cancelled))!;
        Assert.InRange(card.Metrics.Auc, 0.75, 0.93);
        Assert.Equal(card.TestRows, card.Metrics.TruePositives + card.Metrics.FalsePositives + card.Metrics.TrueNegatives + card.Metrics.FalseNegatives);
        Assert.True(card.TrainCutoff.AddDays(card.HorizonDays) <= card.TestCutoff);
        Assert.NotEmpty(card.Groups);

        var id = (await server.Services.GetRequiredService<IContactStore>().IdsByExternalIdAsync(["demo-000001"], Cancelled))["demo-000001"];
        var answer = (await server.Http.GetFromJsonAsync<ChurnAnswer>($"/api/contacts/{id}/churn", ContractJson.Options, Cancelled))!;
        Assert.InRange(answer.Probability, 0, 1);
        Assert.Equal(6, answer.Reasons.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync("/api/contacts/999999/churn", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_later_start_brings_the_shop_up_to_the_present_and_keeps_the_model()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        var first = await DesignerServer.StartAsync(s => s with { DemoContacts = 700, Time = clock });
        await TrainedAsync(first);
        var version = (await first.Http.GetFromJsonAsync<ChurnModelCard>("/api/models/churn", ContractJson.Options, Cancelled))!.Version;
        clock.Advance(TimeSpan.FromDays(10));
        await using var second = await first.RestartAsync();
        var latest = await second.Services.GetRequiredService<IEventStore>().LatestAsync(Cancelled);
        Assert.InRange(latest!.Value, clock.GetUtcNow().AddDays(-1), clock.GetUtcNow());
        Assert.Equal(version, (await second.Http.GetFromJsonAsync<ChurnModelCard>("/api/models/churn", ContractJson.Options, Cancelled))!.Version);
    }

    [Fact]
    public async Task A_shop_without_orders_is_told_what_is_missing()
    {
        await using var server = await DesignerServer.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync("/api/models/churn", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await server.Http.PostAsync("/api/models/churn/train", null, Cancelled)).StatusCode);
        var status = await TrainedAsync(server);
        Assert.Equal("failed", status.State);
        Assert.Contains("orders", status.Fault, StringComparison.Ordinal);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<TrainingStatus> TrainedAsync(DesignerServer server)
    {
        while (true)
        {
            var status = (await server.Http.GetFromJsonAsync<TrainingStatus>("/api/models/churn/status", ContractJson.Options, Cancelled))!;
            if (status.State != "running")
                return status;
            await Task.Delay(100, Cancelled);
        }
    }
}
