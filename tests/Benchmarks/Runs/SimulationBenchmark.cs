using System.Globalization;
using Activities.Contacts;
using Activities.Runs;
using Microsoft.Extensions.DependencyInjection;
using Storage.Facts;
using Testing;
using Workflows.Running;
using Workflows.Segments;

namespace Benchmarks.Runs;

/// <summary>What a simulated run costs beside a real one when it has written of everybody: tagging them, setting an attribute, reading them again, and a segment that asks for both. Pairs are interleaved.</summary>
internal static class SimulationBenchmark
{
    private const int Pairs = 9;
    private const int Chunk = 1000;
    private static readonly SegmentRule Rule = new AllOf([new HasTag("written"), new AttributeIs("level", Comparison.Equal, System.Text.Json.JsonSerializer.SerializeToElement("gold"))]);

    public static async Task<int> RunAsync(string[] args)
    {
        var people = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            await using var app = Program.Build([$"--contentRoot={SharedData.Repository("src/Designer.Server")}", "--urls=http://127.0.0.1:0", $"--Designer:DataPath={folder}", "--Designer:Demo=false", "--Logging:LogLevel:Default=Warning"]);
            var (facts, contacts, runs) = (app.Services.GetRequiredService<FactsDatabase>(), app.Services.GetRequiredService<IContactStore>(), app.Services.GetRequiredService<IRunStore>());
            await new SegmentAudience(facts, contacts, app.Services.GetRequiredService<IEventStore>(), TimeProvider.System.GetUtcNow()).FillAsync(people, 1000);
            await contacts.EnsureAttributesAsync([new AttributeDefinition("level", AttributeType.Text)], CancellationToken.None);
            var everybody = (await contacts.ListAsync(null, 0, (int)people, CancellationToken.None)).Contacts.Select(c => c.Id).Chunk(Chunk).ToList();
            var modes = ((RunMode Mode, IContactStore Contacts)[])[.. await Task.WhenAll(((RunMode[])[RunMode.Live, RunMode.Simulate]).Select(async mode =>
                (mode, (IContactStore)new RunServices(app.Services, await StartAsync(runs, mode)).GetService(typeof(IContactStore))!)))];

            await CompareAsync("segment before any write", people, modes, (mode, _) => SegmentAsync(runs, mode, people));
            await CompareAsync("tag everybody, by chunks", people, modes, (_, port) => EachAsync(everybody, ids => port.AddTagAsync(ids, "written", CancellationToken.None)), 1);
            await CompareAsync("set an attribute, by chunks", people, modes, (_, port) => EachAsync(everybody, ids => port.SetAttributeAsync(ids, "level", "gold", CancellationToken.None)), 1);
            await CompareAsync("read everybody, by chunks", people, modes, (_, port) => EachAsync(everybody, ids => port.GetAsync(ids, CancellationToken.None)), 3);
            await CompareAsync("segment on both", people, modes, (mode, _) => SegmentAsync(runs, mode, people));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static readonly Dictionary<RunMode, RunRecord> Started = [];

    private static async Task<RunRecord> StartAsync(IRunStore runs, RunMode mode)
    {
        var run = new RunRecord { Id = $"{mode}", DefinitionId = "f", WorkflowName = "F", Snapshot = "", StartedAt = TimeProvider.System.GetUtcNow(), Mode = mode };
        return Started[mode] = await runs.CreateAsync(new NewRun(run, "{}", IsAudience: true), (begun, _, _) => begun, CancellationToken.None);
    }

    private static int _visit;

    private static async Task SegmentAsync(IRunStore runs, RunMode mode, long people)
    {
        var (run, visit) = (Started[mode], ++_visit);
        await runs.CommitAsync(
            run, TimeProvider.System.GetUtcNow(),
            moves =>
            {
                var work = new Work(visit, "segment", visit, visit * 3L, moves.Enter("segment", visit, RunState.Everyone, visit * 3L).Accepted);
                var left = moves.LeaveMatching(work, Rule, run.StartedAt, "Matched", work.Part + 1) + moves.LeavePart(work, "Others", null, work.Part + 2);
                return left == people ? run : throw new InvalidOperationException($"{left} of {people} left.");
            },
            CancellationToken.None);
    }

    private static async Task EachAsync(List<long[]> chunks, Func<long[], Task> work)
    {
        foreach (var chunk in chunks)
            await work(chunk);
    }

    private static async Task CompareAsync(string name, long people, (RunMode Mode, IContactStore Contacts)[] modes, Func<RunMode, IContactStore, Task> work, int pairs = Pairs)
    {
        var seconds = modes.Select(_ => new List<double>()).ToList();
        for (var pair = 0; pair < pairs; pair++)
        {
            // By turns: DuckDB writes its log back every so many megabytes, which must not always hit the same one.
            foreach (var (mode, index) in modes.Select((m, i) => (m, i)).OrderBy(m => (m.i + pair) % 2))
            {
                var started = System.Diagnostics.Stopwatch.GetTimestamp();
                await work(mode.Mode, mode.Contacts);
                seconds[index].Add(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        }
        var (real, simulated) = (Median(seconds[0]), Median(seconds[1]));
        Console.WriteLine($"simulate: {name,-28} {people:N0} contacts: real {real * 1000,8:N0} ms   simulated {simulated * 1000,8:N0} ms   ratio {simulated / real:F2}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
