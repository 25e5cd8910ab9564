using Activities.Churn;

namespace Designer.Server.Churn;

/// <summary>Where there are orders and no model yet (a fresh demo shop), the first model is trained behind the first pages that are opened.</summary>
public sealed class FirstTraining(ChurnModels models, IChurnStore store, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await models.FindAsync(cancellationToken) is null && await store.FirstOrderAsync(cancellationToken) is { } first && clock.GetUtcNow() - first >= ChurnLearning.LeastHistory)
            models.Train();
    }

    public Task StopAsync(CancellationToken cancellationToken) => models.EndedAsync(cancellationToken);
}
