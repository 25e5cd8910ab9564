using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Browser.Tests;

/// <summary>The published server as a process of its own, told apart only by its data folder and a free port; what it prints is read as a person would.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    public const string ApiKey = "key-for-the-browser-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _ownsData;

    private ServerProcess(Process process, string dataPath, bool ownsData)
    {
        (_process, DataPath, _ownsData) = (process, dataPath, ownsData);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    public string DataPath { get; }
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Null: the server has an owner.</summary>
    public string? Token { get; private set; }

    /// <summary>From the start of the process to the moment it said that it is ready.</summary>
    public TimeSpan TimeToReady { get; private set; }

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024 * 1024);
        }
    }

    public static async Task<ServerProcess> StartAsync(PublishedFolder folder, string? dataPath = null, params string[] arguments)
    {
        var data = dataPath ?? Directory.CreateTempSubdirectory("designer-browser-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder.Path, "Designer.Server.dll"), "--urls", "http://127.0.0.1:0", $"--Designer:DataPath={data}", $"--Designer:ApiKey={ApiKey}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Not the published folder: it must find its own files from anywhere.
            WorkingDirectory = Path.GetTempPath(),
        };
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, data, dataPath is null);
        await server.RunAsync();
        return server;
    }

    public HttpClient Client() => new() { BaseAddress = Address, DefaultRequestHeaders = { { "Authorization", $"ApiKey {ApiKey}" } } };

    public async Task StopAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        if (_ownsData)
            Directory.Delete(DataPath, recursive: true);
    }

    private async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended at its start:{Environment.NewLine}{Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _ready.Task.WaitAsync(Patience);
        TimeToReady = clock.Elapsed;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
        if (AddressLine().Match(line) is { Success: true } address)
            Address = new Uri(address.Groups[1].Value);
        if (TokenLine().Match(line) is { Success: true } token)
            Token = token.Groups[1].Value;
        // The announcement ends with an empty line after the address.
        if (line.Length == 0 && Address.Port != 80)
            _ready.TrySetResult();
    }

    [GeneratedRegex(@"^\s+Workflow Designer\s+(http\S+)")]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"^\s+Set-up token\s+(\S+)")]
    private static partial Regex TokenLine();
}
