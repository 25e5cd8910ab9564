using Designer.Client.Api;
using Designer.Contracts.Runs;

namespace Designer.Client.Runs;

/// <summary>/api/runs.</summary>
public sealed class RunsClient(ApiHttp api)
{
    /// <summary>Runs of one page of the list.</summary>
    public const int PageSize = 100;

    /// <param name="before">The id of the last run of the page before.</param>
    public Task<IReadOnlyList<RunSummary>> GetRunsAsync(string? workflow = null, string? status = null, string? search = null, string? before = null, CancellationToken cancellationToken = default) =>
        api.GetAsync<IReadOnlyList<RunSummary>>(
            new Query("api/runs").And("workflow", workflow).And("status", status).And("search", search).And("before", before).And("limit", PageSize).ToString(), cancellationToken);

    /// <summary>How long finished runs are kept, and how many.</summary>
    public Task<RunsKept> GetKeptAsync(string? workflow = null) => api.GetAsync<RunsKept>(new Query("api/runs/kept").And("workflow", workflow).ToString());

    public Task<RunDetail> GetRunAsync(string id) => api.GetAsync<RunDetail>(Address(id));

    public Task<RunDefinition> GetDefinitionAsync(string id) => api.GetAsync<RunDefinition>($"{Address(id)}/definition");

    /// <param name="state">queued, inWork, waiting, left, faulted or dropped.</param>
    public Task<RunContactList> GetContactsAsync(string id, string? activity = null, string? outcome = null, string? state = null, int offset = 0, int limit = 50, CancellationToken cancellationToken = default) =>
        api.GetAsync<RunContactList>(new Query($"{Address(id)}/contacts").And("activity", activity).And("outcome", outcome).And("state", state).Page(offset, limit).ToString(), cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> GetJournalAsync(string id) => api.GetAsync<IReadOnlyList<JournalEntry>>($"{Address(id)}/journal");

    public Task<RunValues> GetValuesAsync(string id) => api.GetAsync<RunValues>($"{Address(id)}/values");

    /// <summary>People who wait in this run go on in a run of the other version.</summary>
    public Task<MovedPeople> MoveAsync(string id, int version) => api.PostAsync<MovedPeople>($"{Address(id)}/move", new MovePeopleRequest(version));

    public Task PauseAsync(string id) => api.PostAsync($"{Address(id)}/pause");

    public Task ResumeAsync(string id) => api.PostAsync($"{Address(id)}/resume");

    public Task CancelAsync(string id) => api.PostAsync($"{Address(id)}/cancel");

    /// <param name="activity">Null: wherever people were faulted.</param>
    public Task RetryAsync(string id, string? activity = null) => api.PostAsync(new Query($"{Address(id)}/retry").And("activity", activity).ToString());

    private static string Address(string id) => $"api/runs/{Uri.EscapeDataString(id)}";
}
