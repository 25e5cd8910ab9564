using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Designer.Contracts;
using Designer.Contracts.Runs;
using Workflows.Running;
using Xunit;

namespace Browser.Tests;

/// <summary>Looks at the same server beside the browser: waits for what takes its time there, and tells the numbers that the page must show.</summary>
public sealed class ApiReader(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async Task<RunDetail> FinishedRunAsync(string workflow)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var runs = await http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?workflow={workflow}", ContractJson.Options, Cancellation);
            if (runs is [var newest, ..] && newest.Status == RunStatus.Finished)
                return (await http.GetFromJsonAsync<RunDetail>($"/api/runs/{newest.Id}", ContractJson.Options, Cancellation))!;
            Assert.True(TimeProvider.System.GetElapsedTime(until) < Patience, $"The run of {workflow} is not finished after {Patience}: {runs?.FirstOrDefault()}");
            await Task.Delay(Pause, Cancellation);
        }
    }

    /// <summary>What makes a flow that flow: its steps, connections and variables, in one order.</summary>
    public async Task<string> FlowAsync(string id)
    {
        var flow = JsonNode.Parse(await http.GetStringAsync(new Uri($"/api/workflows/{id}/export", UriKind.Relative), Cancellation))!;
        return new JsonArray(flow["name"]?.DeepClone(), flow["description"]?.DeepClone(), flow["root"]!["activities"]!.DeepClone(), flow["root"]!["connections"]!.DeepClone(), flow["variables"]?.DeepClone()).ToJsonString();
    }

    public void Dispose() => http.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
