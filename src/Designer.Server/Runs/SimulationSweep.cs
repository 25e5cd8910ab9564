using Activities.Runs;
using Microsoft.Extensions.Options;

namespace Designer.Server.Runs;

/// <summary>At the start and once a day: what old simulations would have written of people is personal data that nobody needs any more.</summary>
internal sealed partial class SimulationSweep(IRunStore runs, IOptions<RunOptions> options, TimeProvider time, ILogger<SimulationSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Day, time);
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
            await runs.ForgetSimulatedAsync(time.GetUtcNow() - options.Value.KeepSimulated, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        // A full disk today must not end the sweep of tomorrow, nor the server.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotSwept(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What old simulated runs left could not be deleted; it is tried again tomorrow")]
    private static partial void NotSwept(ILogger logger, Exception fault);
}
