namespace Designer.Server.Runs;

/// <summary>At the start and once an hour: runs that are over and older, or more, than their flow keeps.</summary>
internal sealed partial class HistorySweep(RunRemover remover, TimeProvider time, ILogger<HistorySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Hour, time);
        do
        {
            await SweepAsync(stoppingToken);
        }
        while (await Beats.NextAsync(timer, stoppingToken));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await remover.SweepAsync(cancellationToken) is > 0 and var runs)
                Swept(logger, runs);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A full disk now must not end the sweep of the next hour, nor the server.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotSwept(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Runs} old runs were removed")]
    private static partial void Swept(ILogger logger, long runs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old runs could not be removed; it is tried again in an hour")]
    private static partial void NotSwept(ILogger logger, Exception fault);
}
