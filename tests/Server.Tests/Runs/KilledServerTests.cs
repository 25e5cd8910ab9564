using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Designer.Contracts;
using Designer.Contracts.Contacts;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Testing;
using Workflows.Elsa;
using Workflows.Running;
using Xunit;

namespace Server.Tests.Runs;

/// <summary>The real server in a process of its own, killed with SIGKILL in the middle of its work, several times.</summary>
public sealed class KilledServerTests : IAsyncLifetime
{
    private const int People = 1500;
    private readonly string _data = Directory.CreateTempSubdirectory("designer-kill-").FullName;
    private readonly int _port = FreePort();
    private readonly HttpClient _http = new();
    private Process? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_port}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", DesignerServer.ApiKey);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task After_kill_minus_9_at_any_instant_a_restart_finishes_the_run_with_the_same_result()
    {
        await StartAsync();
        await SeedAsync();
        var run = await BeginAsync();
        foreach (var part in new[] { 1, 500, 1100 })
        {
            await UntilAsync(run, d => d.At("tag").Outcomes["Done"] + d.At("other").Outcomes["Done"] >= part);
            Kill();
            await StartAsync();
        }
        var done = await UntilAsync(run, d => d.Status == RunStatus.Finished);
        Assert.Equal(RunSubStatus.Finished, done.SubStatus);
        Assert.Equal((People, People), (done.At("split").Entered, done.At("split").Outcomes["A"] + done.At("split").Outcomes["B"]));
        Assert.Equal(done.At("split").Outcomes["A"], done.At("tag").Outcomes["Done"]);
        Assert.Equal(done.At("split").Outcomes["B"], done.At("other").Outcomes["Done"]);
        Assert.Equal((People, People), (done.At("both").Outcomes["Done"], done.At("end").Entered));
        Assert.All(done.Activities, a => Assert.Equal((0, 0), (a.Faulted, a.Dropped)));
        Assert.Equal(done.At("tag").Outcomes["Done"], await TaggedAsync("left"));
        Assert.Equal(done.At("other").Outcomes["Done"], await TaggedAsync("right"));
    }

    private async Task<long> TaggedAsync(string tag)
    {
        using var answer = await _http.PostAsJsonAsync("/api/segments/preview", new { rule = new { tag } }, Token);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("count").GetInt64();
    }

    private async Task<string> BeginAsync()
    {
        var flow = new TestFlow("killed").Trigger().Step("split", "Marketing.SplitRandom").Step("tag", "Marketing.AddTag", ("tag", "left")).Step("other", "Marketing.AddTag", ("tag", "right"))
            .Step("both", "Elsa.FlowJoin", ("mode", "WaitAllActive")).Step("end", "Elsa.WriteLine", ("text", "Everybody is here."))
            .Line("t", "Done", "split").Line("split", "A", "tag").Line("split", "B", "other").Line("tag", "Done", "both").Line("other", "Done", "both").Line("both", "Done", "end");
        using var saved = await _http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(JsonElement.Parse(ElsaJson.Write(flow.Build()))), ContractJson.Options, Token);
        var summary = (await saved.Content.ReadFromJsonAsync<SaveFlowResponse>(ContractJson.Options, Token))!.Summary;
        using var started = await _http.PostAsync($"/api/workflows/{summary.DefinitionId}/runs", null, Token);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Token));
        return (await started.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options, Token))!.Id;
    }

    private async Task SeedAsync()
    {
        var people = Enumerable.Range(1, People).Select(n => new ContactInput { ExternalId = $"c{n}", Email = $"c{n}@example.com" });
        using var answer = await _http.PostAsJsonAsync("/api/contacts", people, ContractJson.Options, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task<RunDetail> UntilAsync(string run, Func<RunDetail, bool> so)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        for (; ; await Task.Delay(2, patience.Token))
        {
            var detail = (await _http.GetFromJsonAsync<RunDetail>($"/api/runs/{run}", ContractJson.Options, patience.Token))!;
            if (so(detail))
                return detail;
        }
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Designer.Server.dll"), $"--contentRoot={SharedData.Repository("src/Designer.Server")}", $"--urls=http://127.0.0.1:{_port}", $"--Designer:DataPath={_data}",
            $"--Designer:ApiKey={DesignerServer.ApiKey}", "--Designer:Demo=false", "--Runs:ChunkSize=25",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _server = Process.Start(start)!;
        _ = _server.StandardOutput.ReadToEndAsync(Token);
        var errors = _server.StandardError.ReadToEndAsync(Token);
        for (; ; await Task.Delay(50, Token))
        {
            Assert.False(_server.HasExited, _server.HasExited ? await errors : "");
            try
            {
                using var ready = await _http.GetAsync("/health/ready", Token);
                if (ready.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException notYet) when (notYet.HttpRequestError == HttpRequestError.ConnectionError)
            {
                Assert.NotNull(_server);
            }
        }
    }

    private void Kill()
    {
        if (_server is null)
            return;
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        _server = null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
