using Activities.Churn;
using Designer.Contracts.Models;

namespace Designer.Server.Churn;

/// <summary>The churn model in use, and the training of the next one: one at a time, in the background, with its step told.</summary>
public sealed class ChurnModels(ChurnFiles files, IChurnStore store, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ChurnModels> log) : IChurnModels, IDisposable
{
    private readonly Lock _gate = new();
    private Task<ChurnModel?>? _loading;
    private Task<ChurnModel>? _training;
    private TrainingStatus _status = new("idle", null, null, null);

    public TrainingStatus Status => _status;

    public async Task<ChurnModel> CurrentAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } model)
            return model;
        Task<ChurnModel>? training;
        lock (_gate)
            training = _training;
        return training is null
            ? throw new ChurnTrainingException("No churn model has been trained yet. Open Models and press Train.")
            : await training.WaitAsync(cancellationToken);
    }

    /// <returns>The model in use, or null where none was trained; does not wait for one that is being trained.</returns>
    public async Task<ChurnModel?> FindAsync(CancellationToken cancellationToken)
    {
        Task<ChurnModel?> loading;
        lock (_gate)
            loading = _loading ??= files.LoadNewestAsync(lifetime.ApplicationStopping);
        return await loading.WaitAsync(cancellationToken);
    }

    /// <returns>False when a training is under way already.</returns>
    public bool Train()
    {
        lock (_gate)
        {
            if (_training is { IsCompleted: false })
                return false;
            _status = new TrainingStatus("running", "snapshots", 0, null);
            _training = Task.Run(() => TrainAsync(lifetime.ApplicationStopping));
            return true;
        }
    }

    /// <summary>Waits until a training that is under way has ended; the stop of the host, which comes before, has cancelled it. After this nothing writes model files any more.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        Task? training;
        lock (_gate)
            training = _training;
        if (training is not null)
            await training.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        if (_loading is { IsCompletedSuccessfully: true, Result: { } model })
            model.Dispose();
    }

    private async Task<ChurnModel> TrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            var learning = new ChurnLearning(store, clock);
            var (trained, card) = await learning.LearnAsync((step, progress) => _status = new TrainingStatus("running", step, progress, null), cancellationToken);
            var onnx = ChurnOnnx.Write(trained.Trees);
            await files.SaveAsync(onnx, trained.Trees, card, cancellationToken);
            var model = new ChurnModel(onnx, trained.Trees, card);
            // The model before it is left to the collector: a run may be scoring with it at this moment.
            lock (_gate)
                _loading = Task.FromResult<ChurnModel?>(model);
            _status = new TrainingStatus("idle", null, 1, null);
            // The snapshots of all customers are garbage now; nothing else would make the collector give their memory back soon.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            log.LogInformation("Churn model {Version} is trained: AUC {Auc:F3} on {Rows} held-out customers.", card.Version, card.Metrics.Auc, card.TestRows);
            return model;
        }
        catch (Exception fault)
        {
            _status = new TrainingStatus("failed", null, null, fault.Message);
            if (fault is not OperationCanceledException)
                log.LogWarning("Training the churn model failed: {Message}", fault.Message);
            throw;
        }
    }
}
