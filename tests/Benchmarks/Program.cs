using Benchmarks.Canvas;
using Benchmarks.Email;
using Benchmarks.Memory;
using Benchmarks.Runs;

namespace Benchmarks;

/// <summary>Not named Program: that is the server's, which the benchmarks start.</summary>
internal static class Benchmark
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["segment", ..]:
                return await SegmentBenchmark.RunAsync(args[1..]);
            case ["run", ..]:
                return await RunBenchmark.RunAsync(args[1..]);
            case ["simulate", ..]:
                return await SimulationBenchmark.RunAsync(args[1..]);
            case ["email"]:
                return await EmailBenchmark.RunAsync();
            case ["memory", ..]:
                return await MemoryBenchmark.RunAsync(args[1..]);
            case ["history"]:
                return await HistoryBenchmark.RunAsync();
            case ["runner"]:
                return await RunnerBenchmark.RunAsync();
            case ["waits"]:
                return await WaitsBenchmark.RunAsync();
            case ["canvas", ..]:
                return await CanvasBenchmark.RunAsync(args[1..]);
            case ["steps"]:
                return await StepsBenchmark.RunAsync();
            default:
                await Console.Error.WriteLineAsync("usage: benchmarks segment [contacts] [events] | run [contacts] | simulate [contacts] | email | memory [Debug|Release] | runner | steps | waits | history | canvas [published folder]");
                return 2;
        }
    }
}
