using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Runs;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Running;
using Xunit;
using static Server.Tests.Runs.RunServer;

namespace Server.Tests.Runs;

/// <summary>Which runs may begin beside each other.</summary>
public sealed class ActivationTests(DesignerServer server) : IClassFixture<DesignerServer>
{
    private readonly TestFlows _flows = new();

    [Fact]
    public async Task A_singleton_begins_when_the_one_before_it_is_over()
    {
        Add("alone", "Singleton");
        await using var own = await StartAsync(_flows);
        var first = await own.RunAsync("alone", key: "k");
        using var refused = await own.Http.PostAsJsonAsync("/api/workflows/alone/runs", new StartRunRequest(), ContractJson.Options, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(first.Id, await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        // The same start said again is no other run, and a simulated one disturbs nobody.
        Assert.Equal(first.Id, (await own.RunAsync("alone", key: "k")).Id);
        await own.RunAsync("alone", new StartRunRequest { Mode = RunMode.Simulate });
        using var cancelled = await own.Http.PostAsync($"/api/runs/{first.Id}/cancel", null, Token);
        Assert.NotEqual(first.Id, (await own.RunAsync("alone")).Id);
    }

    [Fact]
    public async Task Of_a_hundred_that_begin_at_once_one_does()
    {
        var flow = Flow("alone", "Singleton");
        var began = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => BeginsAsync(flow, null)));
        Assert.Single(began, b => b);
    }

    [Theory]
    [InlineData("Correlation", true, "same", false)]
    [InlineData("Correlation", false, "same", false)]
    [InlineData("Correlation", true, "another", true)]
    [InlineData("Correlation", true, null, true)]
    [InlineData("CorrelatedSingleton", true, "same", false)]
    [InlineData("CorrelatedSingleton", false, "same", true)]
    [InlineData("AllowAlways", true, "same", true)]
    public async Task A_correlation_is_what_runs_have_in_common(string strategy, bool sameFlow, string? correlation, bool begins)
    {
        var one = Flow($"one-{strategy}-{sameFlow}-{correlation}", strategy);
        var order = Guid.NewGuid().ToString("N");
        Assert.True(await BeginsAsync(one, order));
        Assert.Equal(begins, await BeginsAsync(sameFlow ? one : Flow($"other-{strategy}", strategy), correlation == "same" ? order : correlation is null ? null : order + "x"));
    }

    private async Task<bool> BeginsAsync(RunnableFlow flow, string? correlation)
    {
        try
        {
            await server.Services.GetRequiredService<RunStarter>().StartAsync(flow, new RunRequest(flow.Definition.DefinitionId, RunMode.Live, "test") { CorrelationId = correlation }, Token);
            return true;
        }
        catch (RunRefusedException refused) when (refused.IsBusy)
        {
            return false;
        }
    }

    private void Add(string id, string strategy) => _flows.Flows[id] = Flow(id, strategy);

    private static RunnableFlow Flow(string id, string strategy)
    {
        var flow = new TestFlow(id).Step("d", "Elsa.Delay", ("timeSpan", "01:00:00")).Build();
        var type = JsonSerializer.SerializeToElement($"Elsa.Workflows.Runtime.ActivationValidators.{strategy}Strategy, Elsa.Workflows.Runtime");
        return new RunnableFlow(flow with { Options = flow.Options.Add("activationStrategyType", type) }, []);
    }
}
