using System.Net.Http.Headers;
using Activities.Contacts;
using Microsoft.Extensions.DependencyInjection;
using Storage.Facts;
using Testing;

namespace Benchmarks.Runs;

/// <summary>
/// The whole durable runner, from HTTP to the commit: many runs of a small ordinary flow at once (activities per second), many runs of one contact, and
/// one run of a large audience (contact-steps per second). Each beside hand-written SQL that keeps the same facts; pairs are interleaved.
/// </summary>
internal static class RunBenchmark
{
    private const int Pairs = 5;
    private const string Key = "key-for-the-benchmark-0123456789";

    public static async Task<int> RunAsync(string[] args)
    {
        var people = args.Length > 0 ? long.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 200_000;
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            await using var app = Program.Build(
            [
                $"--contentRoot={SharedData.Repository("src/Designer.Server")}", "--urls=http://127.0.0.1:0", $"--Designer:DataPath={folder}", $"--Designer:ApiKey={Key}", "--Designer:Demo=false",
                "--Logging:LogLevel:Default=Warning",
            ]);
            await app.StartAsync();
            var facts = app.Services.GetRequiredService<FactsDatabase>();
            await new SegmentAudience(facts, app.Services.GetRequiredService<IContactStore>(), app.Services.GetRequiredService<IEventStore>(), TimeProvider.System.GetUtcNow()).FillAsync(people, 1000);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Key);
            var product = new ProductRuns(http, app.Services.GetRequiredService<IContactStore>());
            var hand = new HandWrittenRuns(facts, people);
            await hand.PrepareAsync();
            await product.PrepareAsync();

            await CompareAsync("small ordinary runs, activities", ProductRuns.SmallRuns * ProductRuns.SmallActivities, product.SmallAsync, hand.SmallAsync);
            await CompareAsync("runs of one contact, activities", ProductRuns.SingleRuns * ProductRuns.SingleActivities, product.SingleAsync, hand.SingleAsync);
            await CompareAsync("one large audience, contact-steps", people * ProductRuns.LargeSteps, product.LargeAsync, hand.LargeAsync);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string name, long steps, Func<Task> product, Func<Task> hand)
    {
        await product();
        await hand();
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            ours.Add(await SecondsAsync(product));
            theirs.Add(await SecondsAsync(hand));
        }
        var ratio = Median(ours.Zip(theirs, (o, t) => o / t));
        Console.WriteLine($"run: {name,-36} {steps / Median(ours),12:N0}/s   hand-written SQL {steps / Median(theirs),12:N0}/s   median ratio of times {ratio:F2}");
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await work();
        return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
