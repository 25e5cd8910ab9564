using Activities.Email;

namespace Designer.Server.Messages;

/// <summary>Before any run goes on: claims that the last process left without a seal are put in doubt, so that nothing sends them again by itself.</summary>
public sealed partial class LedgerRecovery(ISendLedger ledger, TimeProvider time, ILogger<LedgerRecovery> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var found = await ledger.RecoverAsync(time.GetUtcNow(), cancellationToken);
        if (found > 0)
            InDoubt(log, found);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages are in doubt: the server stopped while they were being sent. They are held for review in the outbox.")]
    private static partial void InDoubt(ILogger log, int count);
}
