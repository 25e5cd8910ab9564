namespace Activities.Churn;

/// <summary>The model in use.</summary>
public interface IChurnModels
{
    /// <summary>Waits for a first training that is under way.</summary>
    /// <exception cref="ChurnTrainingException">There is none and none is being trained, or the last training failed; the message says why.</exception>
    Task<ChurnModel> CurrentAsync(CancellationToken cancellationToken);
}
