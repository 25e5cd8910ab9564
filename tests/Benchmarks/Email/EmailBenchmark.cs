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
    private const int Rounds = 5;
    private const double Goal = 0.7;

    public static async Task<int> RunAsync()
    {
        await using var sink = new LoopbackSmtpServer(new SmtpBehaviour { Keeps = false });
        await using var product = await ProductSender.OpenAsync(sink.Port, Messages, Connections, new MergeOnly());
        var bare = new BareSender(sink.Port, Messages, Connections, product.Sample);
        await bare.SendAsync();
        await product.SendAsync(0);
        var (bareRates, productRates) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            bareRates.Add(await RateAsync(sink, bare.SendAsync));
            var number = round;
            productRates.Add(await RateAsync(sink, () => product.SendAsync(number)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: bare {bareRates[^1]:F0}/s, product {productRates[^1]:F0}/s"));
        }
        var ratio = Median(productRates) / Median(bareRates);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"email: {Messages} messages, {Connections} connections: bare {Median(bareRates):F0}/s, product {Median(productRates):F0}/s, ratio {ratio:F2} (goal {Goal})"));
        return ratio >= Goal ? 0 : 1;
    }

    private static async Task<double> RateAsync(LoopbackSmtpServer sink, Func<Task> send)
    {
        var before = sink.Count;
        var watch = Stopwatch.StartNew();
        await send();
        var rate = Messages / watch.Elapsed.TotalSeconds;
        if (sink.Count - before != Messages)
            throw new InvalidOperationException($"The sink got {sink.Count - before} messages; {Messages} were sent.");
        return rate;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
