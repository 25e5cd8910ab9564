using System.Diagnostics;
using Designer.Server.Runs;
using Microsoft.Extensions.DependencyInjection;
using Testing;
using Workflows.Definitions;
using Workflows.Running;

namespace Benchmarks.Runs;

/// <summary>
/// Five-activity runs per CPU second, in memory and kept in the fact store, and what a run allocates. Goals: 1,500 and 300 (real Elsa on such a machine: 175
/// and 23), less than 0.1 MiB.
/// </summary>
internal static class RunnerBenchmark
{
    private const int Rounds = 7;
    private const int InMemory = 1000;
    private const int Persisted = 300;
    private const int AtOnce = 32;

    public static async Task<int> RunAsync()
    {
        var flows = new OrdinaryFlows();
        foreach (var scripts in new[] { false, true })
        {
            var flow = flows.Compiled.Compile(OrdinaryFlows.Five(scripts), null);
            await MeasureAsync($"in memory, {(scripts ? "two scripts" : "no script")}", InMemory, () => flows.RunAsync(flow, InMemory));
        }
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            await using var app = Program.Build(
            [
                $"--contentRoot={SharedData.Repository("src/Designer.Server")}", "--urls=http://127.0.0.1:0", $"--Designer:DataPath={folder}", "--Designer:Demo=false", "--Logging:LogLevel:Default=Warning",
            ]);
            await app.StartAsync();
            await MeasureAsync("persisted, two scripts", Persisted, () => KeptAsync(app.Services, OrdinaryFlows.Five(scripts: true)));
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Through the engine that the product runs, to the last commit; HTTP is measured by the benchmark "run".</summary>
    private static async Task KeptAsync(IServiceProvider services, WorkflowDefinition definition)
    {
        var engine = services.GetRequiredService<RunEngine>();
        var starter = services.GetRequiredService<RunStarter>();
        var runs = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Persisted), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, token) =>
            runs.Add((await starter.StartAsync(new RunnableFlow(definition, []), new RunRequest(definition.DefinitionId, RunMode.Live, "benchmark"), token)).Id));
        while (runs.Any(r => engine.Current(r) is not null))
            await Task.Delay(2);
    }

    private static async Task MeasureAsync(string name, int runs, Func<Task> work)
    {
        await work();
        var (perSecond, perRun) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (cpu, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            await work();
            perSecond.Add(runs / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            perRun.Add((GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0 / runs);
        }
        Console.WriteLine($"runner: {name,-24} {Median(perSecond),8:N0} runs per CPU second   {Median(perRun),8:N1} KiB allocated per run");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
