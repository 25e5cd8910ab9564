using System.Diagnostics;
using System.Net.Http.Headers;
using Testing;

namespace Benchmarks.Memory;

/// <summary>The built server as a process of its own, started as a person starts it. Ready is when it has announced its address.</summary>
internal sealed class StartedServer : IDisposable
{
    private const string Key = "key-for-the-benchmark-0123456789";
    private const string Token = "  Set-up token";
    private const string Announcement = "  Workflow Designer";
    private readonly Process _process;
    private readonly Task _drain;

    private StartedServer(Process process, Task drain, HttpClient http, TimeSpan timeToReady, string? setupToken) => (_process, _drain, Http, TimeToReady, SetupToken) = (process, drain, http, timeToReady, setupToken);

    public HttpClient Http { get; }

    public TimeSpan TimeToReady { get; }

    /// <summary>Null: the folder has an owner.</summary>
    public string? SetupToken { get; }

    public double ResidentMegabytes => Megabytes(p => p.WorkingSet64);

    public double PeakMegabytes => Megabytes(p => p.PeakWorkingSet64);

    /// <param name="configuration">Debug is what dotnet run starts.</param>
    public static async Task<StartedServer> StartAsync(string configuration, string data, params string[] more)
    {
        var program = SharedData.Repository($"src/Designer.Server/bin/{configuration}/net10.0/Designer.Server.dll");
        return File.Exists(program)
            ? await StartAsync(program, SharedData.Repository("src/Designer.Server"), data, more)
            : throw new InvalidOperationException($"There is no {configuration} build of the server: dotnet build -c {configuration} src/Designer.Server");
    }

    public static async Task<StartedServer> StartAsync(string program, string folder, string data, params string[] more)
    {
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0", $"--Designer:DataPath={data}", $"--Designer:ApiKey={Key}", .. more])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
                continue;
            var ready = Stopwatch.GetElapsedTime(started);
            // What follows up to the next blank line belongs to it.
            var token = (string?)null;
            while (await process.StandardOutput.ReadLineAsync() is { Length: > 0 } further)
                token = further.StartsWith(Token, StringComparison.Ordinal) ? further[Token.Length..].Trim() : token;
            // Nobody reads the rest, and a full pipe would stop the server.
            var drain = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            var http = new HttpClient { BaseAddress = new Uri(line[Announcement.Length..].Trim()) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", Key);
            return new StartedServer(process, drain, http, ready, token);
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
