using Benchmarks.Email;
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
            case ["email"]:
                return await EmailBenchmark.RunAsync();
            default:
                await Console.Error.WriteLineAsync("usage: benchmarks segment [contacts] [events] | run [contacts] | email");
                return 2;
        }
    }
}
