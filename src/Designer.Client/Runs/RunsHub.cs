using Designer.Contracts;
using Designer.Contracts.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR.Client;

namespace Designer.Client.Runs;

/// <summary>
/// Live counts from /hubs/runs over one connection for the whole page. It reconnects by itself and asks again for what was being watched;
/// a watcher is then told to fetch what it may have missed.
/// </summary>
public sealed class RunsHub : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Dictionary<string, List<Func<RunDetail, Task>>> _watchers = [];
    private readonly List<Func<RunSummary, Task>> _listWatchers = [];
    private readonly SemaphoreSlim _starting = new(1, 1);

    public RunsHub(NavigationManager navigation)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        var builder = new HubConnectionBuilder().WithUrl(navigation.ToAbsoluteUri("hubs/runs")).WithAutomaticReconnect(new ReconnectForever());
        builder.AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions));
        _connection = builder.Build();
        _connection.On<RunDetail>("RunChanged", detail => Task.WhenAll(_watchers.GetValueOrDefault(detail.Id, []).ToArray().Select(watcher => watcher(detail))));
        _connection.On<RunSummary>("RunListChanged", summary => Task.WhenAll(_listWatchers.ToArray().Select(watcher => watcher(summary))));
        _connection.Reconnected += _ => WatchAgainAsync();
    }

    /// <summary>The connection came back: what happened in between has to be fetched.</summary>
    public event Func<Task>? Reconnected;

    /// <returns>Dispose it to stop watching.</returns>
    public async Task<IAsyncDisposable> WatchAsync(string runId, Func<RunDetail, Task> changed)
    {
        if (!_watchers.TryGetValue(runId, out var watchers))
            _watchers[runId] = watchers = [];
        watchers.Add(changed);
        if (await StartAsync())
            await _connection.InvokeAsync("Watch", runId);
        return new Watch(async () =>
        {
            watchers.Remove(changed);
            if (watchers.Count > 0 || !_watchers.Remove(runId) || _connection.State != HubConnectionState.Connected)
                return;
            await _connection.InvokeAsync("Unwatch", runId);
        });
    }

    public async Task<IAsyncDisposable> WatchAllAsync(Func<RunSummary, Task> changed)
    {
        _listWatchers.Add(changed);
        if (await StartAsync())
            await _connection.InvokeAsync("WatchAll");
        return new Watch(() =>
        {
            _listWatchers.Remove(changed);
            return ValueTask.CompletedTask;
        });
    }

    /// <returns>False: no connection now. The pages still work on what they fetch; the next watch tries again.</returns>
    private async Task<bool> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_connection.State == HubConnectionState.Disconnected)
                await _connection.StartAsync();
            return _connection.State == HubConnectionState.Connected;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task WatchAgainAsync()
    {
        foreach (var runId in _watchers.Keys.ToArray())
            await _connection.InvokeAsync("Watch", runId);
        if (_listWatchers.Count > 0)
            await _connection.InvokeAsync("WatchAll");
        if (Reconnected is { } reconnected)
            await reconnected();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _starting.Dispose();
    }

    private sealed class Watch(Func<ValueTask> stop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => stop();
    }

    /// <summary>A laptop that slept for an hour finds its server again.</summary>
    private sealed class ReconnectForever : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromSeconds(Math.Min(15, retryContext.PreviousRetryCount * 2));
    }
}
