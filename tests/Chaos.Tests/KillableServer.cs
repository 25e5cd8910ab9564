using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Testing;

namespace Chaos.Tests;

/// <summary>The real server in a process of its own on one data folder and one port, to be killed (SIGKILL: no handler runs, nothing is flushed) and started again.</summary>
internal sealed class KillableServer : IAsyncDisposable
{
    private const string ApiKey = "key-for-the-chaos-tests-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string[] _arguments;
    private readonly List<string> _said = [];
    private Process? _process;

    public KillableServer(string dataPath, params string[] arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Designer.Server.dll"), $"--contentRoot={SharedData.Repository("src/Designer.Server")}", $"--urls={address}",
            $"--Designer:DataPath={dataPath}", $"--Designer:ApiKey={ApiKey}", "--Designer:Demo=false", .. arguments,
        ];
        Http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("ApiKey", ApiKey) } };
    }

    public HttpClient Http { get; }

    /// <summary>It ended by itself, of what <see cref="Said"/> tells in its last lines.</summary>
    public bool HasEnded => _process is not null && _process.WaitForExit(TimeSpan.FromSeconds(10));

    /// <summary>What it printed since it was made, all starts together.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await ReadyAsync(cancellationToken);
    }

    /// <summary>Starts it and does not wait.</summary>
    public void Launch()
    {
        _process = new Process { StartInfo = new ProcessStartInfo("dotnet", _arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <exception cref="InvalidOperationException">It ended, or is not ready after two minutes; the message holds what it said.</exception>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var since = Stopwatch.StartNew();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_process is null or { HasExited: true } || since.Elapsed > Patience)
                throw new InvalidOperationException($"The server is not ready after {since.Elapsed.TotalSeconds:F0} s. It said:\n{Said}");
            await Task.Delay(50, cancellationToken);
        }
    }

    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var ready = await Http.GetAsync("/health/ready", cancellationToken);
            return ready.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException notYet) when (notYet.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        lock (_said)
            if (line is not null)
                _said.Add(line);
    }
}
