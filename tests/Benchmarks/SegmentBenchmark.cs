using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Activities.Contacts;
using Designer.Contracts.Segments;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;
using Storage.Facts;
using Testing;

namespace Benchmarks;

/// <summary>
/// Segments over a million people and five million events: a rule through the real server's HTTP interface, all ids read and materialised by the caller,
/// against SQL that a person would write for the same tables, ids materialised too. Pairs are interleaved, so that a busy machine slows both.
/// </summary>
internal static class SegmentBenchmark
{
    private const int Pairs = 15;
    private const double Goal = 1.5;
    private const string Key = "key-for-the-benchmark-0123456789";

    public static async Task<int> RunAsync(string[] args)
    {
        var people = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var happenings = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 5_000_000;
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            await using var app = Program.Build(
            [
                $"--contentRoot={SharedData.Repository("src/Designer.Server")}", "--urls=http://127.0.0.1:0", $"--Designer:DataPath={folder}", $"--Designer:ApiKey={Key}", "--Designer:Demo=false", "--Logging:LogLevel:Default=Warning",
            ]);
            await app.StartAsync();
            var now = TimeProvider.System.GetUtcNow();
            var facts = app.Services.GetRequiredService<FactsDatabase>();
            var filled = Stopwatch.StartNew();
            await new SegmentAudience(facts, app.Services.GetRequiredService<IContactStore>(), app.Services.GetRequiredService<IEventStore>(), now).FillAsync(people, happenings);
            Console.WriteLine($"segment: {people:N0} contacts, {happenings:N0} events, filled in {filled.Elapsed.TotalSeconds:F1} s");
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Key);

            var ratios = new List<double>();
            foreach (var question in SegmentQuestion.All(now))
                ratios.Add(await CompareAsync(question, http, facts));
            var overall = Median(ratios);
            Console.WriteLine($"segment: median ratio {overall:F2} (goal at most {Goal:F1}), worst {ratios.Max():F2}");
            return overall <= Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> CompareAsync(SegmentQuestion question, HttpClient http, FactsDatabase facts)
    {
        var (ours, theirs) = (await OursAsync(question, http), await TheirsAsync(question, facts));
        if (!ours.Order().SequenceEqual(theirs.Order()))
            throw new InvalidOperationException($"'{question.Name}': the rule means {ours.Count} people, the SQL {theirs.Count}.");
        var (rule, sql) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            rule.Add(await MillisecondsAsync(() => OursAsync(question, http)));
            sql.Add(await MillisecondsAsync(() => TheirsAsync(question, facts)));
        }

        var ratio = Median(rule.Zip(sql, (r, s) => r / s));
        Console.WriteLine($"  {question.Name,-44} {ours.Count,9:N0} ids   rule over HTTP {Median(rule),7:F1} ms   hand-written SQL {Median(sql),7:F1} ms   ratio {ratio:F2}");
        return ratio;
    }

    private static async Task<double> MillisecondsAsync<T>(Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<List<long>> OursAsync(SegmentQuestion question, HttpClient http)
    {
        using var document = JsonDocument.Parse(question.Rule);
        using var response = await http.PostAsJsonAsync("/api/segments/members", new SegmentPreviewRequest(document.RootElement));
        response.EnsureSuccessStatusCode();
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var ids = new List<long>();
        for (var at = 1; at < bytes.Length - 1; at++)
        {
            if (!Utf8Parser.TryParse(bytes.AsSpan(at), out long id, out var length))
                throw new InvalidDataException($"The answer is no array of numbers at byte {at}.");
            ids.Add(id);
            at += length;
        }

        return ids;
    }

    private static Task<List<long>> TheirsAsync(SegmentQuestion question, FactsDatabase facts) => facts.ReadAsync(
        connection =>
        {
            using var command = new DuckDBCommand(question.Sql, connection);
            using var reader = command.ExecuteReader();
            var ids = new List<long>();
            while (reader.Read())
                ids.Add(reader.GetInt64(0));
            return ids;
        },
        CancellationToken.None);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
