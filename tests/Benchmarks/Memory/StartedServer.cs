using System.Diagnostics;
using System.Net.Http.Headers;
using Testing;

namespace Benchmarks.Memory;

/// <summary>The built server as a process of its own, started as a person starts it. Ready is when it has announced its address.</summary>
internal sealed class StartedServer : IDisposable
{
    private const string Key = "key-for-the-benchmark-0123456789";
    private const string Announcement = "  Workflow Designer";
    private readonly Process _process;
    private readonly Task _drain;

    private StartedServer(Process process, Task drain, HttpClient http, TimeSpan timeToReady) => (_process, _drain, Http, TimeToReady) = (process, drain, http, timeToReady);

    public HttpClient Http { get; }

    public TimeSpan TimeToReady { get; }

    public double ResidentMegabytes => Megabytes(p => p.WorkingSet64);

    public double PeakMegabytes => Megabytes(p => p.PeakWorkingSet64);

    /// <param name="configuration">Debug is what dotnet run starts.</param>
    public static async Task<StartedServer> StartAsync(string configuration, string data, params string[] more)
    {
        var program = SharedData.Repository($"src/Designer.Server/bin/{configuration}/net10.0/Designer.Server.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"There is no {configuration} build of the server: dotnet build -c {configuration} src/Designer.Server");
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0", $"--Designer:DataPath={data}", $"--Designer:ApiKey={Key}", .. more])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = SharedData.Repository("src/Designer.Server"),
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
                continue;
            var ready = Stopwatch.GetElapsedTime(started);
            // Nobody reads the rest, and a full pipe would stop the server.
            var drain = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            var http = new HttpClient { BaseAddress = new Uri(line[Announcement.Length..].Trim()) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Key);
            return new StartedServer(process, drain, http, ready);
        }
        throw new InvalidOperationException("The server ended at its start; what it wrote above tells why.");
    }

    public void Dispose()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _drain.GetAwaiter().GetResult();
        _process.Dispose();
    }

    private double Megabytes(Func<Process, long> bytes)
    {
        _process.Refresh();
        return bytes(_process) / (1024.0 * 1024);
    }
}
