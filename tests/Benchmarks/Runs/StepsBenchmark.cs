using System.Diagnostics;

namespace Benchmarks.Runs;

/// <summary>What one activity costs in a flow of 100 and in one of 1,000; the goal is a ratio of at most 1.2. Pairs are interleaved.</summary>
internal static class StepsBenchmark
{
    private const int Pairs = 15;
    private const int Activities = 60_000;

    public static async Task<int> RunAsync()
    {
        var flows = new OrdinaryFlows();
        var (small, large) = (flows.Compiled.Compile(OrdinaryFlows.Chain(100), null), flows.Compiled.Compile(OrdinaryFlows.Chain(1000), null));
        var (ofSmall, ofLarge) = (new List<double>(), new List<double>());
        for (var pair = -2; pair < Pairs; pair++)
        {
            var (s, l) = (await SecondsAsync(() => flows.RunAsync(small, Activities / 100)), await SecondsAsync(() => flows.RunAsync(large, Activities / 1000)));
            if (pair < 0)
                continue;
            ofSmall.Add(s);
            ofLarge.Add(l);
        }
        var ratio = Median(ofLarge.Zip(ofSmall, (l, s) => l / s));
        Console.WriteLine($"steps: {Median(ofSmall) / Activities * 1e6:N2} µs per activity of 100, {Median(ofLarge) / Activities * 1e6:N2} µs of 1,000, median ratio {ratio:N2} (goal 1.2)");
        return 0;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await work();
        return (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
