using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Benchmarks.Memory;
using Designer.Contracts;
using Designer.Contracts.Flows;
using Designer.Contracts.Runs;
using Workflows.Definitions;
using Workflows.Elsa;
using Workflows.Running;
using Activity = Workflows.Definitions.Activity;

namespace Benchmarks.Runs;

/// <summary>
/// 100,000 contacts asleep in 1,000 runs: the server is killed, started again while they sleep (how long until it is ready), and watched while they all wake at once: how many runs end in a
/// second, what it takes of memory, and how quick a page stays meanwhile, which is what a storm would spoil.
/// </summary>
internal static class WaitsBenchmark
{
    private const int Runs = 1000;
    private const int People = 100;
    private const int AtOnce = 16;
    private const double Goal = 3;

    /// <summary>Everybody is asleep and the server started again before the first one wakes.</summary>
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(90);

    public static async Task<int> RunAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            DateTimeOffset due;
            using (var first = await StartedServer.StartAsync(configuration, folder, "--Designer:Demo=false"))
            {
                await FallAsleepAsync(first.Http);
                due = TimeProvider.System.GetUtcNow() + Sleep;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"waits: {Runs * People} contacts asleep in {Runs} runs; the server is killed"));
            }
            using var server = await StartedServer.StartAsync(configuration, folder, "--Designer:Demo=false");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"waits: ready again in {server.TimeToReady.TotalSeconds:F2} s (goal {Goal}), {server.ResidentMegabytes:F0} MB"));
            await WakeAsync(server, due);
            return server.TimeToReady.TotalSeconds < Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FallAsleepAsync(HttpClient http)
    {
        var wait = new Activity { Id = "wait", Type = "Marketing.Wait" };
        wait = wait with { Inputs = wait.Inputs.Add("duration", ActivityInput.Literal("TimeSpan", Sleep.ToString())) };
        var definition = new WorkflowDefinition
        {
            DefinitionId = "sleepers", Name = "Sleepers",
            Root = new Activity { Id = "root", Type = "Elsa.Flowchart", Container = new Container([new Activity { Id = "start", Type = "Elsa.Start" }, wait], [new Connection("start", "Done", "wait")], []) },
        };
        using var people = await http.PostAsJsonAsync("/api/contacts", Enumerable.Range(0, People).Select(i => new { Email = $"p{i}@people.internal" }), ContractJson.Options);
        people.EnsureSuccessStatusCode();
        using var saved = await http.PostAsJsonAsync("/api/workflows", new SaveFlowRequest(JsonElement.Parse(ElsaJson.Write(definition))), ContractJson.Options);
        saved.EnsureSuccessStatusCode();
        var asleep = 0;
        await Parallel.ForAsync(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancel) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/workflows/sleepers/runs", new StartRunRequest(), ContractJson.Options, cancel);
            answer.EnsureSuccessStatusCode();
            var run = (await answer.Content.ReadFromJsonAsync<RunSummary>(ContractJson.Options, cancel))!.Id;
            while ((await http.GetFromJsonAsync<RunDetail>($"/api/runs/{run}", ContractJson.Options, cancel))!.Activities.Single(a => a.ActivityId == "wait").Waiting != People)
                await Task.Delay(20, cancel);
            if (Interlocked.Increment(ref asleep) % 250 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"waits: {asleep} runs are asleep"));
        });
    }

    private static async Task WakeAsync(StartedServer server, DateTimeOffset due)
    {
        var (pages, ended, last) = (new List<double>(), new List<int>(), Runs);
        var watch = new Stopwatch();
        while (last > 0)
        {
            var asked = Stopwatch.GetTimestamp();
            var waiting = (await server.Http.GetFromJsonAsync<List<RunSummary>>($"/api/runs?status=Running&limit={500}", ContractJson.Options))!.Count;
            waiting += waiting < 500 ? 0 : (await server.Http.GetFromJsonAsync<List<RunSummary>>("/api/runs?status=Running&limit=500&offset=500", ContractJson.Options))!.Count;
            if (waiting < Runs)
            {
                watch.Start();
                pages.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                ended.Add(last - waiting);
            }
            last = waiting;
            await Task.Delay(TimeSpan.FromSeconds(1) - Stopwatch.GetElapsedTime(asked) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"waits: all awake after {watch.Elapsed.TotalSeconds:F0} s of work ({(TimeProvider.System.GetUtcNow() - due).TotalSeconds:F0} s after the last was due); runs that ended in a second: median {ended.Order().ElementAt(ended.Count / 2)}, most {ended.Max()}; the list of runs meanwhile: median {pages.Order().ElementAt(pages.Count / 2):F0} ms, worst {pages.Max():F0} ms; peak {server.PeakMegabytes:F0} MB"));
    }
}
