using Designer.Client.Runs;
using Designer.Contracts.Runs;

namespace Designer.Client.FlowDesigner.Running;

/// <summary>Follows one run: fetches it, then hears of it by the hub; after a lost connection it fetches again.</summary>
public sealed class RunWatch(RunsClient runs, RunsHub hub) : IAsyncDisposable
{
    private IAsyncDisposable? watching;

    public RunDetail? Run { get; private set; }

    public event Action? Changed;

    public async Task ShowAsync(string runId)
    {
        await StopAsync();
        Take(await runs.GetRunAsync(runId));
        hub.Reconnected += FetchAsync;
        watching = await hub.WatchAsync(runId, detail =>
        {
            if (detail.Id == Run?.Id)
                Take(detail);
            return Task.CompletedTask;
        });
        // What happened between the first answer and the watch.
        await FetchAsync();
    }

    public async Task StopAsync()
    {
        hub.Reconnected -= FetchAsync;
        if (watching is not null)
            await watching.DisposeAsync();
        (watching, Run) = (null, null);
        Changed?.Invoke();
    }

    private async Task FetchAsync()
    {
        if (Run is { } shown)
            Take(await runs.GetRunAsync(shown.Id));
    }

    private void Take(RunDetail detail)
    {
        Run = detail;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
