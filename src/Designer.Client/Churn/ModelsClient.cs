using Designer.Client.Api;
using Designer.Contracts.Copy;
using Designer.Contracts.Models;

namespace Designer.Client.Churn;

/// <summary>/api/models and the churn score of a contact.</summary>
public sealed class ModelsClient(ApiHttp api)
{
    /// <returns>Null until a model was trained.</returns>
    public Task<ChurnModelCard?> FindChurnAsync() => api.FindAsync<ChurnModelCard>("api/models/churn");

    public Task TrainChurnAsync() => api.PostAsync("api/models/churn/train");

    public Task<TrainingStatus> GetTrainingAsync() => api.GetAsync<TrainingStatus>("api/models/churn/status");

    /// <returns>Null when this contact has no score.</returns>
    public Task<ChurnAnswer?> FindScoreAsync(long contactId) => api.FindAsync<ChurnAnswer>($"api/contacts/{contactId}/churn");

    public Task<IReadOnlyList<CopyModelCard>> GetCopyModelsAsync() => api.GetAsync<IReadOnlyList<CopyModelCard>>("api/models/copy");
}
