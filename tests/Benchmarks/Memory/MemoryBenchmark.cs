using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Designer.Contracts.Models;
using Designer.Contracts.Runs;
using Testing;
using Workflows.Running;

namespace Benchmarks.Memory;

/// <summary>
/// What the server takes of a machine: resident memory after the sample flow "win-back" ran live on the demo shop, at the very first start (the shop is loaded and the
/// churn model trained in the same process) and at the next start on that folder.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Rounds = 3;

    /// <summary>The server gives back what the run left behind when it falls quiet.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = args.Length > 0 ? args[0] : new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var (first, next) = (new List<Figures>(), new List<Figures>());
        for (var round = 1; round <= Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
            try
            {
                first.Add(await StartAsync(configuration, folder));
                next.Add(await StartAsync(configuration, folder));
                Console.WriteLine($"round {round}: fresh folder: {first[^1]}");
                Console.WriteLine($"round {round}: next start:   {next[^1]}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        Console.WriteLine($"memory: {configuration}, fresh folder, median: {Median(first)}");
        Console.WriteLine($"memory: {configuration}, next start, median:   {Median(next)}");
        return 0;
    }

    private static async Task<Figures> StartAsync(string configuration, string folder)
    {
        using var server = await StartedServer.StartAsync(configuration, folder);
        while ((await server.Http.GetFromJsonAsync<TrainingStatus>("/api/models/churn/status", ContractJson.Options))!.State == "running")
            await Task.Delay(100);
        var seconds = await WinBackAsync(server.Http);
        var atEnd = server.ResidentMegabytes;
        await Task.Delay(Quiet);
        return new Figures(server.TimeToReady.TotalSeconds, seconds, atEnd, server.ResidentMegabytes, server.PeakMegabytes);
    }

    private static async Task<double> WinBackAsync(HttpClient http)
    {
        using var json = new StringContent(await File.ReadAllTextAsync(SharedData.Repository("workflows/win-back.json")), Encoding.UTF8, "application/json");
        using var imported = await http.PostAsync("/api/workflows/import", json);
        var flow = (await ReadAsync<SaveFlowResponse>(imported)).Summary.DefinitionId;
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync($"/api/workflows/{flow}/runs", new StartRunRequest(), ContractJson.Options);
        var id = (await ReadAsync<RunSummary>(answer)).Id;
        RunDetail run;
        while ((run = (await http.GetFromJsonAsync<RunDetail>($"/api/runs/{id}", ContractJson.Options))!).Status != RunStatus.Finished)
            await Task.Delay(100);
        if (run.SubStatus != RunSubStatus.Finished || run.Activities.Any(a => a.Faulted > 0))
            throw new InvalidOperationException($"The run ended {run.SubStatus}: {run.Fault}");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options))!;
    }

    private static Figures Median(List<Figures> rounds)
    {
        double Of(Func<Figures, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
        return new Figures(Of(f => f.Ready), Of(f => f.Run), Of(f => f.AtEnd), Of(f => f.AfterQuiet), Of(f => f.Peak));
    }

    /// <param name="AtEnd">Resident megabytes at the moment the run says that it is finished.</param>
    private sealed record Figures(double Ready, double Run, double AtEnd, double AfterQuiet, double Peak)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"ready in {Ready:F1} s, the run took {Run:F1} s; resident {AtEnd:F0} MB at its end, {AfterQuiet:F0} MB {Quiet.TotalSeconds:F0} s later, peak {Peak:F0} MB");
    }
}
