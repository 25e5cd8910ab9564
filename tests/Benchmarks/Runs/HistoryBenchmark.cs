using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Designer.Server.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Storage.Facts;
using Testing;
using Workflows.Running;

namespace Benchmarks.Runs;

/// <summary>
/// What finished runs take of the disk, and what their list costs when there are many. Goals: 2 KiB for a run of five activities with all it keeps, and 100 ms
/// for a page of 100,000 runs, whatever it is filtered by.
/// </summary>
internal static class HistoryBenchmark
{
    private const int Measured = 5_000;
    private const int AtOnce = 32;
    private const int Rounds = 15;
    private const int Times = 20;
    private const string Key = "key-for-the-benchmark-0123456789";

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("designer-benchmark-").FullName;
        try
        {
            // A few first: what the empty tables, the flow's snapshot and the indexes take once is not the runs'.
            await WithServerAsync(folder, app => FinishAsync(app.Services, Measured / 10));
            var before = Bytes(folder);
            await WithServerAsync(folder, app => FinishAsync(app.Services, Measured));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"history: {(Bytes(folder) - before) / (double)Measured,8:N0} bytes for a finished run of five activities (goal 2,048)"));
            await WithServerAsync(folder, app => ListAsync(app));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WithServerAsync(string folder, Func<WebApplication, Task> work)
    {
        await using var app = Program.Build(
        [
            $"--contentRoot={SharedData.Repository("src/Designer.Server")}", "--urls=http://127.0.0.1:0", $"--Designer:DataPath={folder}", $"--Designer:ApiKey={Key}", "--Designer:Demo=false",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await app.StartAsync();
        await work(app);
        await app.StopAsync();
    }

    /// <summary>After the server has closed it, the file is the whole store: the log is empty.</summary>
    private static long Bytes(string folder) => new DirectoryInfo(folder).EnumerateFiles("facts.duckdb*").Sum(f => f.Length);

    private static async Task FinishAsync(IServiceProvider services, int count)
    {
        var (engine, starter, definition) = (services.GetRequiredService<RunEngine>(), services.GetRequiredService<RunStarter>(), OrdinaryFlows.Five(scripts: true));
        var runs = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, token) =>
            runs.Add((await starter.StartAsync(new RunnableFlow(definition, []), new RunRequest(definition.DefinitionId, RunMode.Live, "benchmark"), token)).Id));
        while (runs.Any(r => engine.Current(r) is not null))
            await Task.Delay(5);
    }

    private static async Task ListAsync(WebApplication app)
    {
        await MultiplyAsync(app.Services.GetRequiredService<FactsDatabase>());
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Key);
        await TimeAsync(http, "first page", "/api/runs");
        await TimeAsync(http, "of one flow", "/api/runs?workflow=five7");
        await TimeAsync(http, "finished", "/api/runs?status=Finished");
        await TimeAsync(http, "running (none)", "/api/runs?status=Running");
        await TimeAsync(http, "searched by name", "/api/runs?search=FIVE3");
        await TimeAsync(http, "searched in vain", "/api/runs?search=nowhere");
        var old = app.Services.GetRequiredService<FactsDatabase>().ReadAsync(
            c =>
            {
                using var command = c.CreateCommand();
                command.CommandText = "SELECT id FROM run ORDER BY no LIMIT 1 OFFSET 1000";
                return (string)command.ExecuteScalar()!;
            },
            CancellationToken.None);
        await TimeAsync(http, "a late page", $"/api/runs?before={await old}");
    }

    /// <summary>Each run and its journal again and again, of twenty flows, as if they had come one after the other.</summary>
    private static async Task MultiplyAsync(FactsDatabase facts)
    {
        for (var time = 1; time < Times; time++)
        {
            var number = time.ToString(CultureInfo.InvariantCulture);
            await facts.WriteAsync(
                c =>
                {
                    using var command = c.CreateCommand();
                    command.CommandText =
                        $"""
                        INSERT INTO run SELECT r.* REPLACE (
                            no + {number} * (SELECT max(no) FROM run WHERE definition_id = 'five') AS no, md5(id || '{number}') AS id, definition_id || '{number}' AS definition_id,
                            name || '{number}' AS name, started_at + INTERVAL {number} HOUR AS started_at, finished_at + INTERVAL {number} HOUR AS finished_at)
                        FROM run r WHERE definition_id = 'five' ORDER BY no;
                        INSERT INTO run_journal SELECT j.* REPLACE (run + {number} * (SELECT max(no) FROM run WHERE definition_id = 'five') AS run)
                        FROM run_journal j WHERE run <= (SELECT max(no) FROM run WHERE definition_id = 'five') ORDER BY run, sequence;
                        """;
                    command.ExecuteNonQuery();
                },
                CancellationToken.None);
        }
    }

    private static async Task TimeAsync(HttpClient http, string name, string address)
    {
        var taken = new List<double>();
        for (var round = -2; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(address);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (round >= 0)
                taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        taken.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"history: {name,-18} of 110,000 runs: median {taken[Rounds / 2],7:N1} ms, worst {taken[^1],7:N1} ms (goal 100)"));
    }
}
