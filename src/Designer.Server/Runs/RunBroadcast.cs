using Microsoft.AspNetCore.SignalR;

namespace Designer.Server.Runs;

/// <summary>Tells watchers what changed, about four times a second a run, however many commits that was.</summary>
internal sealed partial class RunBroadcast(RunFeed feed, RunAnswers answers, IHubContext<RunHub> hub, ILogger<RunBroadcast> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // People look at the real clock, whatever the clock of the runs.
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        while (await Beats.NextAsync(timer, stoppingToken))
        {
            foreach (var run in feed.Take())
                await SendAsync(run, stoppingToken);
        }
    }

    private async Task SendAsync(Activities.Runs.RunRecord run, CancellationToken cancellationToken)
    {
        try
        {
            await hub.Clients.Group(RunHub.Group(run.Id)).SendAsync("RunChanged", await answers.DetailAsync(run, cancellationToken), cancellationToken);
            await hub.Clients.Group(RunHub.All).SendAsync("RunListChanged", RunAnswers.Summary(run), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A picture that could not be sent must not stop the next one.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotSent(logger, fault, run.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watchers of run {Run} could not be told of a change")]
    private static partial void NotSent(ILogger logger, Exception fault, string run);
}
