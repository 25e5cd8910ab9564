using System.Diagnostics;
using System.Globalization;
using Testing.Smtp;

namespace Benchmarks.Email;

/// <summary>
/// Messages per second into a loopback sink: the whole of SendEmail (consent and suppression at the claim, rendering, outbox, ledger, all on DuckDB) against a bare
/// MailKit loop with as many connections in the same process. Rounds are interleaved, so that a busy machine slows both, and medians are compared.
/// </summary>
internal static class EmailBenchmark
{
    private const int Messages = 16_000;
    private const int Connections = 8;
    private const int Warming = 3;
    private const int Rounds = 9;
    private const double Goal = 0.7;

    public static async Task<int> RunAsync()
    {
        await using var sink = new LoopbackSmtpServer(new SmtpBehaviour { Keeps = false });
        await using var product = await ProductSender.OpenAsync(sink.Port, Messages, Connections, new MergeOnly());
        var bare = new BareSender(sink.Port, Messages, Connections, product.Sample);
        // The runtime compiles what runs often a second and a third time beside it; that is over after some ten thousand messages.
        for (var warming = 1; warming <= Warming; warming++)
        {
            await bare.SendAsync();
            await product.SendAsync(-warming);
        }
        var (bareRates, productRates) = (new List<double>(), new List<double>());
        var (bareWork, productWork) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            await MeasureAsync(sink, bare.SendAsync, bareRates, bareWork);
            var number = round;
            await MeasureAsync(sink, () => product.SendAsync(number), productRates, productWork);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: bare {bareRates[^1]:F0}/s ({bareWork[^1]:F0} us of processor a message), product {productRates[^1]:F0}/s ({productWork[^1]:F0} us)"));
        }
        var ratio = Median(productRates) / Median(bareRates);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"email: {Messages} messages, {Connections} connections: bare {Median(bareRates):F0}/s, product {Median(productRates):F0}/s, ratio {ratio:F2} (goal {Goal}); processor {Median(bareWork):F0} and {Median(productWork):F0} us a message, ratio {Median(bareWork) / Median(productWork):F2}"));
        return ratio >= Goal ? 0 : 1;
    }

    /// <param name="work">Gets the microseconds of processor that a message cost, the sink's part in them: what a busy machine cannot blur.</param>
    private static async Task MeasureAsync(LoopbackSmtpServer sink, Func<Task> send, List<double> rates, List<double> work)
    {
        var before = sink.Count;
        var worked = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await send();
        rates.Add(Messages / watch.Elapsed.TotalSeconds);
        work.Add((Environment.CpuUsage.TotalTime - worked).TotalMicroseconds / Messages);
        if (sink.Count - before != Messages)
            throw new InvalidOperationException($"The sink got {sink.Count - before} messages; {Messages} were sent.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
