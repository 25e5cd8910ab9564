namespace Designer.Server.Hosting;

/// <summary>
/// Gives memory back when the server falls quiet. The collector works while somebody allocates: after a campaign nobody does, and what it left
/// behind would stay with the process until the next one.
/// </summary>
public sealed class QuietMemory(TimeProvider clock) : BackgroundService
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>In one beat; a page that watches a run allocates less.</summary>
    internal const long Quiet = Megabyte;

    /// <summary>Since the last time; for less nobody should wait the tens of milliseconds that a whole collection takes.</summary>
    internal const long Worth = 32 * Megabyte;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private long _seen;
    private long _given;

    /// <param name="allocated">By the process in all, at this beat.</param>
    internal bool IsTime(long allocated)
    {
        var quiet = allocated - _seen < Quiet;
        _seen = allocated;
        if (!quiet || allocated - _given < Worth)
            return false;
        _given = allocated;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsTime(GC.GetTotalAllocatedBytes()))
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
