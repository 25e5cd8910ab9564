namespace Designer.Server.Runs;

/// <summary>A timer's next tick, or false when the server stops: stopping is no fault, and the host would log a cancelled background service as one.</summary>
internal static class Beats
{
    public static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
